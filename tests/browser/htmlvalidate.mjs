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
    // Ticks of one list share a name; the buttons of a form too: only the one that was pressed is sent.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
  },
};
