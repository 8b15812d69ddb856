/// Errors of user input. An {@link org.jpsi.core.errors.InputException} carries a {@link
/// org.jpsi.core.errors.Problem} as data: where, what was expected, what was found, what to do.
/// {@link org.jpsi.core.errors.ProblemText} formats it where it is printed; no code parses the
/// text.
package org.jpsi.core.errors;
