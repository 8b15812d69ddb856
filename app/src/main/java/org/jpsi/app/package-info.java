/// The commands. Start at {@link org.jpsi.app.Main}; each command is a class of its own.
@NullMarked
package org.jpsi.app;

import org.jspecify.annotations.NullMarked;
