/// What is in a file of events: its trees, columns and their values. Start at {@link
/// org.jpsi.analysis.inspect.InspectService}.
@NullMarked
package org.jpsi.analysis.inspect;

import org.jspecify.annotations.NullMarked;
