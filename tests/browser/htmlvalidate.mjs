// What html-validate asks of every page: all that it recommends, but
export default {
  extends: ['html-validate:recommended'],
  rules: {
    // HTML's own default, submit, is what every button here does; buttons of scripts say type="button".
    'no-implicit-button-type': 'off',
    // The fields of rows are named by their path (assignments.0.due), which HTML allows in an id.
    'valid-id': ['error', { relaxed: true }],
    // A title names the official and the post in full, what it is about first.
    'long-title': 'off',
    // The buttons of a form share a name: only the one that was pressed is sent. Files to be chosen share one with the ticks of those
    // that were sent before: together they are the answer. The rule knows the first case and has no way to say the second.
    'form-dup-name': 'off',
  },
};
