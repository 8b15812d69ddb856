/// The folder of a run: who owns it, whether it is whole, under way or unfinished, and what is read
/// of it.
@NullMarked
package org.jpsi.analysis.folder;

import org.jspecify.annotations.NullMarked;
