/// All threads there are. Enter at {@link org.jpsi.core.parallel.ThreadPool}: a parallel-for over
/// numbered tasks, and work beside the main work, on one set of worker threads for the process.
/// What comes out never depends on how many there are: tasks write to places of their own, and
/// their numbers decide, never their threads.
@org.jspecify.annotations.NullMarked
package org.jpsi.core.parallel;
