/// What is said when the user's input is wrong. An {@link org.jpsi.core.errors.InputException}
/// carries it as data, a {@link org.jpsi.core.errors.Problem}: where, what was expected, what was
/// found, what to do. {@link org.jpsi.core.errors.ProblemText} makes the words, at the edge; nobody
/// reads them again.
package org.jpsi.core.errors;
