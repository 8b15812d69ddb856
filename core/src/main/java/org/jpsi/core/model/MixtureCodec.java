package org.jpsi.core.model;

import java.util.List;
import org.jpsi.core.errors.InputException;

/// Codec of a mixture.
final class MixtureCodec implements PredictorCodec<MixturePredictor> {
  @Override
  public String kind() {
    return "mixture";
  }

  @Override
  public Class<MixturePredictor> type() {
    return MixturePredictor.class;
  }

  @Override
  public void write(MixturePredictor predictor, PredictorWriter to) {
    to.setting("weight", predictor.weight());
    to.members(predictor.members());
  }

  @Override
  public MixturePredictor read(PredictorReader from) {
    double weight = from.settings().number("weight");
    if (!(weight >= 0 && weight <= 1)) {
      throw InputException.at("mixture")
          .expected("a weight in [0, 1]")
          .found(Double.toString(weight))
          .exception();
    }
    List<Predictor> members = from.members();
    if (members.size() != 2) {
      throw InputException.at("mixture")
          .expected("two members")
          .found(Integer.toString(members.size()))
          .exception();
    }
    return new MixturePredictor(members.getFirst(), members.getLast(), weight);
  }
}
