/// What is said when the user's input is wrong: where, what was expected, what was found, what to
/// do. Enter at {@link org.jpsi.core.input.InputException}.
package org.jpsi.core.input;
