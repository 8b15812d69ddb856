/// Parquet files, read and written. Start at {@link org.jpsi.formats.parquet.ParquetFormat}.
@NullMarked
package org.jpsi.formats.parquet;

import org.jspecify.annotations.NullMarked;
