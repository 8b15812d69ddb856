package org.jpsi.analysis.file;

/// Quick network: the default network of the least budget, whatever an analysis trains, for what is
/// learned beside its models.
public final class QuickNetwork {
  private QuickNetwork() {}

  /// The analysis with it in the place of its models.
  ///
  /// @param trainingEvents by which it has its sizes
  /// @param features number of features
  public static AnalysisFile of(AnalysisFile analysis, int trainingEvents, int features) {
    return DefaultRecipe.quick(analysis, trainingEvents, features);
  }
}
