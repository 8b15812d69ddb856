/// Tests of the house itself: which way packages point, what is exported, how the sources look, and
/// the launcher.
@NullMarked
package org.jpsi.architecture;

import org.jspecify.annotations.NullMarked;
