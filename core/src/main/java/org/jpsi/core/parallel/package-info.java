/// Threads: a pool with a parallel-for. Start at {@link org.jpsi.core.parallel.ThreadPool}: a
/// parallel-for over numbered tasks, and background tasks, on one set of worker threads for the
/// process. Results never depend on the number of threads: each task writes to its own memory, in
/// an order given by task numbers.
@org.jspecify.annotations.NullMarked
package org.jpsi.core.parallel;
