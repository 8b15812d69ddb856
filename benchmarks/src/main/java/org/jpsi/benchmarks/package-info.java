/// Benchmarks: training steps, matrix products and inference, compared with other libraries. Enter
/// at {@link org.jpsi.benchmarks.Main}, started by `benchmarks/run`.
@org.jspecify.annotations.NullMarked
package org.jpsi.benchmarks;
