#include "cli/commands.hpp"

int main(int count, char** values) { return luan::cli::run({values + 1, values + count}); }
