package org.jpsi.core.model;

import org.jpsi.core.model.EnsemblePredictor.Mean;

/// Codec of ensembles: the word of the mean, and the members, whose arrays have the names
/// `members.0.` and so on before their own.
final class EnsembleCodec implements PredictorCodec<EnsemblePredictor> {
  @Override
  public String kind() {
    return "ensemble";
  }

  @Override
  public Class<EnsemblePredictor> type() {
    return EnsemblePredictor.class;
  }

  @Override
  public void write(EnsemblePredictor predictor, PredictorWriter to) {
    to.setting("mean", predictor.mean().id());
    to.members(predictor.members());
  }

  @Override
  public EnsemblePredictor read(PredictorReader from) {
    Mean mean = Mean.of(from.settings().string("mean"));
    return new EnsemblePredictor(from.members(), mean);
  }
}
