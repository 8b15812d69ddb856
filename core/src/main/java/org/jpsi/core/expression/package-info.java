/// Expressions over the columns of a table, in ROOT's syntax: parsed, checked, and evaluated on
/// columns or on one event. Enter at {@link org.jpsi.core.expression.Expression}.
@NullMarked
package org.jpsi.core.expression;

import org.jspecify.annotations.NullMarked;
