package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Classifier of measured data against simulation, cross-fitted: each half of the events is scored
/// by what was fitted to the other. An AUC of 1/2 within its error says that the features do not
/// differ, together; the features that it loses most without say where they do.
///
/// @param auc the mean of both halves, and its error
/// @param importances of the features by permutation among the events of a half, the largest loss
///   first
/// @param dataEvents that took part
/// @param simulatedEvents that took part
public record DataClassifier(
    Auc auc, List<FeatureImportance> importances, int dataEvents, int simulatedEvents) {
  /// Half of the events with their scores by what was fitted to the other half.
  ///
  /// @param data which events are data
  /// @param weight 1 for data, physical for simulation
  /// @param score higher for data
  /// @param shuffled `[features][events]`, the scores with one feature shuffled
  public record Half(boolean[] data, double[] weight, double[] score, double[][] shuffled) {}

  public DataClassifier {
    importances = List.copyOf(importances);
  }

  /// The figures of two halves.
  ///
  /// @throws IllegalArgumentException where the weights of data or simulation of a half have no
  ///   positive sum
  public static DataClassifier of(List<String> features, List<Half> halves) {
    double auc = 0;
    double variance = 0;
    double[] loss = new double[features.size()];
    double[] lossVariance = new double[features.size()];
    int measured = 0;
    int all = 0;
    int n = halves.size();
    for (Half half : halves) {
      Auc whole = Auc.of(half.score, half.data, half.weight);
      auc += whole.value() / n;
      variance += whole.error() * whole.error() / n / n;
      int[] label = new int[half.data.length];
      for (int i = 0; i < label.length; i++) {
        label[i] = half.data[i] ? 1 : 0;
        measured += label[i];
      }
      all += label.length;
      for (int f = 0; f < loss.length; f++) {
        double without = Auc.of(half.shuffled[f], half.data, half.weight).value();
        double error =
            Auc.differenceError(
                new double[][] {half.score}, new double[][] {half.shuffled[f]}, label, half.weight);
        loss[f] += (whole.value() - without) / n;
        lossVariance[f] += error * error / n / n;
      }
    }
    List<FeatureImportance> importances = new ArrayList<>();
    for (int f = 0; f < loss.length; f++) {
      importances.add(FeatureImportance.of(features.get(f), loss[f], Math.sqrt(lossVariance[f])));
    }
    importances.sort(Comparator.comparingDouble(FeatureImportance::loss).reversed());
    return new DataClassifier(
        new Auc(auc, Math.sqrt(variance)), importances, measured, all - measured);
  }
}
