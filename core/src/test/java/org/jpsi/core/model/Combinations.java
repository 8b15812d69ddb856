package org.jpsi.core.model;

import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Kind of predictor that is not built in: a record and a codec, all that a new kind takes.
final class Combinations {
  private Combinations() {}

  /// Folds: an event is scored by the member whose number the expression gives.
  record Folded(String by, List<Predictor> members) implements CombinedPredictor {
    @Override
    public List<String> ownSpectators() {
      return List.of(by);
    }

    @Override
    public CompiledPredictor compile(Inputs<Shape> inputs, List<String> spectators) {
      int at = indexOf(by, spectators);
      List<CompiledPredictor> compiled =
          members.stream().map(member -> member.compile(inputs, spectators)).toList();
      int width = outputs(inputs);
      return new CompiledPredictor() {
        @Override
        public void predict(InputBlock block, float[] outputs, int to) {
          for (int m = 0; m < compiled.size(); m++) {
            int member = m;
            int[] events =
                IntStream.range(0, block.events())
                    .filter(e -> block.spectator(at, e) == member)
                    .toArray();
            float[] found = new float[events.length * width];
            compiled.get(m).predict(block.take(events), found, 0);
            for (int i = 0; i < events.length; i++) {
              System.arraycopy(found, i * width, outputs, to + events[i] * width, width);
            }
          }
        }

        @Override
        public void predict(float[] event, double[] spectators, float[] outputs) {
          compiled.get((int) spectators[at]).predict(event, spectators, outputs);
        }
      };
    }
  }

  static final class FoldedCodec implements PredictorCodec<Folded> {
    @Override
    public String kind() {
      return "folded";
    }

    @Override
    public Class<Folded> type() {
      return Folded.class;
    }

    @Override
    public void write(Folded predictor, PredictorWriter to) {
      to.setting("by", predictor.by());
      to.members(predictor.members());
    }

    @Override
    public Folded read(PredictorReader from) {
      return new Folded(from.settings().string("by"), from.members());
    }
  }
}
