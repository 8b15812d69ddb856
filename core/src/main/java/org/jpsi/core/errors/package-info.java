/// What is said when the user's input is wrong: where, what was expected, what was found, what to
/// do. Enter at {@link org.jpsi.core.errors.InputException}.
package org.jpsi.core.errors;
