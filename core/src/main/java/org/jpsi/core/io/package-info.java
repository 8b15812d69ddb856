/// Files and what can go wrong with them. Enter at {@link org.jpsi.core.io.AtomicFile}, through
/// which every file is written; {@link org.jpsi.core.io.IoFailure} says in words why the system
/// refused.
@org.jspecify.annotations.NullMarked
package org.jpsi.core.io;
