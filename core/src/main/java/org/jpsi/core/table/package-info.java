/// Events as a table of named columns with units, and what is done with them before training:
/// expressions, selections, weights, splits. Enter at {@link org.jpsi.core.table.Table}.
package org.jpsi.core.table;
