/// The library: everything from four-vectors to trained models, without a dependency.
@org.jspecify.annotations.NullMarked
module org.jpsi.core {
  // Not transitive: modules that require this one need no jar beside it.
  requires static org.jspecify;
  // Optional at run time: without it the scalar twins of the kernels give the same bits, slower.
  requires static jdk.incubator.vector;

  exports org.jpsi.core.anomaly;
  exports org.jpsi.core.classic;
  exports org.jpsi.core.eval;
  exports org.jpsi.core.event;
  exports org.jpsi.core.input;
  exports org.jpsi.core.model;
  exports org.jpsi.core.nn;
  exports org.jpsi.core.optim;
  exports org.jpsi.core.random;
  exports org.jpsi.core.rl;
  exports org.jpsi.core.sim;
  exports org.jpsi.core.task;
  exports org.jpsi.core.tensor;
  exports org.jpsi.core.train;

  uses org.jpsi.core.train.Baseline;
}
