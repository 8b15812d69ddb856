package org.jpsi.benchmarks.endure;

/// Attack on one promise: tries to break it again and again until its time is over.
interface Attack {
  /// The name for `--only`: words with hyphens, as `full-disk`.
  String name();

  /// The promise that is attacked, in a sentence.
  String promise();

  /// Attacks at least once, and then until the time is over.
  ///
  /// @param until when to end
  /// @param report is told of every try and what came out; has a folder and random numbers
  /// @throws Exception where the attack itself could not go on, which counts as a break
  void run(Deadline until, Report report) throws Exception;
}
