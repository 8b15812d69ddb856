/// The library: tables of events, tensors, networks, training, models and their figures of merit,
/// without a dependency.
@org.jspecify.annotations.NullMarked
// The module of the course's material is built after this one.
@SuppressWarnings("module")
module org.jpsi.core {
  // Not transitive: modules that require this one need no jar beside it.
  requires static org.jspecify;
  // Optional at run time: without it the scalar twins of the kernels give the same bits, slower.
  requires static jdk.incubator.vector;

  exports org.jpsi.core.data;
  exports org.jpsi.core.errors;
  exports org.jpsi.core.eval;
  exports org.jpsi.core.events;
  exports org.jpsi.core.expression;
  exports org.jpsi.core.histogram;
  exports org.jpsi.core.io;
  exports org.jpsi.core.landscape;
  exports org.jpsi.core.loss;
  exports org.jpsi.core.model;
  exports org.jpsi.core.nn;
  exports org.jpsi.core.optim;
  exports org.jpsi.core.parallel;
  exports org.jpsi.core.random;
  exports org.jpsi.core.table;
  exports org.jpsi.core.task;
  exports org.jpsi.core.tensor;
  exports org.jpsi.core.train;
  exports org.jpsi.core.linalg to
      org.jpsi.lab;

  uses org.jpsi.core.events.EventGenerator;
  uses org.jpsi.core.events.EventSourceProvider;
  uses org.jpsi.core.nn.LayerProvider;
  uses org.jpsi.core.train.Learner;
}
