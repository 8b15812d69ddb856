/// The course's material: toy Monte Carlo, classical learners, searches without labels,
/// reinforcement learning.
@org.jspecify.annotations.NullMarked
module org.jpsi.lab {
  requires static org.jspecify;
  requires transitive org.jpsi.core;

  exports org.jpsi.lab.anomaly;
  exports org.jpsi.lab.classic;
  exports org.jpsi.lab.rl;
  exports org.jpsi.lab.sim;

  provides org.jpsi.core.events.EventGenerator with
      org.jpsi.lab.sim.ProcessGenerator;
}
