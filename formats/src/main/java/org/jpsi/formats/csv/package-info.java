/// CSV files, read and written. Start at {@link org.jpsi.formats.csv.CsvFormat}.
@NullMarked
package org.jpsi.formats.csv;

import org.jspecify.annotations.NullMarked;
