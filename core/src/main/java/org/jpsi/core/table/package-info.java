/// Tables of events: named columns with units, and splits into training, validation and test parts.
/// Enter at {@link org.jpsi.core.table.Table}.
package org.jpsi.core.table;
