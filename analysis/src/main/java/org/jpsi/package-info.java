/// The front door: an analysis of events and its run, as a program writes them. Enter at {@link
/// org.jpsi.Analysis}.
@NullMarked
package org.jpsi;

import org.jspecify.annotations.NullMarked;
