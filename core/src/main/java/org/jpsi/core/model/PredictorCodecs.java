package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;

/// Registry of the kinds of predictors. A file names a kind, and only what is registered here is
/// built: nothing is loaded by a name in a file.
///
/// @param all each kind once
record PredictorCodecs(List<PredictorCodec<?>> all) {
  /// The kinds that a model file may hold.
  static final PredictorCodecs BUILT_IN =
      new PredictorCodecs(
          List.of(
              new NetworkCodec(),
              new TreesCodec(),
              new NeighborsCodec(),
              new EnsembleCodec(),
              new MixtureCodec(),
              new FoldedCodec()));

  PredictorCodecs {
    all = List.copyOf(all);
  }

  /// These kinds and one more.
  PredictorCodecs with(PredictorCodec<?> one) {
    List<PredictorCodec<?>> more = new ArrayList<>(all);
    more.add(one);
    return new PredictorCodecs(more);
  }

  private List<String> kinds() {
    return all.stream().<String>map(PredictorCodec::kind).toList();
  }

  /// Writes a predictor with its kind.
  void write(Predictor predictor, PredictorWriter to) {
    for (PredictorCodec<?> codec : all) {
      if (codec.type().isInstance(predictor)) {
        to.setting("kind", codec.kind());
        write(codec, predictor, to);
        return;
      }
    }
    throw InputException.at("predictor")
        .expected("one of a kind that can be read again: " + String.join(", ", kinds()))
        .found(predictor.getClass().getSimpleName())
        .exception();
  }

  private static <P extends Predictor> void write(
      PredictorCodec<P> codec, Predictor predictor, PredictorWriter to) {
    codec.write(codec.type().cast(predictor), to);
  }

  /// The predictor that is described with its kind.
  Predictor read(PredictorReader from) {
    String kind = from.settings().string("kind");
    return all.stream()
        .filter(codec -> codec.kind().equals(kind))
        .findFirst()
        .orElseThrow(() ->
            InputException.at("predictor")
                .expected("one of kind " + String.join(", ", kinds()))
                .found("`" + kind + "`")
                .nearest(kind, kinds())
                .exception())
        .read(from);
  }
}
