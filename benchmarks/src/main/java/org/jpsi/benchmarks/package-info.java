/// What is measured beside others: training steps, matrix products, inference. Enter at {@link
/// org.jpsi.benchmarks.Main}, started by `benchmarks/run`.
@org.jspecify.annotations.NullMarked
package org.jpsi.benchmarks;
