/// Files of events, read and written. Start at {@link org.jpsi.formats.Tables}; each format has a
/// package of its own.
@NullMarked
package org.jpsi.formats;

import org.jspecify.annotations.NullMarked;
