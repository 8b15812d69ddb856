/// Events: sources of raw events, in files or in memory, and lazy views over them with a selection
/// and new columns. Enter at {@link org.jpsi.core.events.Events}.
@NullMarked
package org.jpsi.core.events;

import org.jspecify.annotations.NullMarked;
