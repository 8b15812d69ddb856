/// CSV files. Enter at {@link org.jpsi.formats.csv.CsvFormat}.
@NullMarked
package org.jpsi.formats.csv;

import org.jspecify.annotations.NullMarked;
