package org.jpsi.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.CombinedPredictor;
import org.jpsi.core.model.CompiledPredictor;
import org.jpsi.core.model.InputBlock;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.Predictions;
import org.junit.jupiter.api.Test;

/// A learner of one's own that divides all events into folds, as later versions may have one: it is
/// given all events, and what it fits is scored as any other predictor.
class FoldsTest {
  private static final Task NUMBER = new Task.Regression(List.of(new Task.Target("y", "")));
  private static final int EVENTS = 400;
  private static final String FOLD = "fold";

  /// An event is scored by the member that did not see its fold.
  private record Folded(List<Predictor> members) implements CombinedPredictor {
    @Override
    public List<String> ownSpectators() {
      return List.of(FOLD);
    }

    @Override
    public CompiledPredictor compile(Inputs<Shape> inputs, List<String> spectators) {
      int fold = indexOf(FOLD, spectators);
      List<CompiledPredictor> compiled =
          members.stream().map(member -> member.compile(inputs, spectators)).toList();
      return new CompiledPredictor() {
        @Override
        public void predict(InputBlock block, float[] outputs, int to) {
          for (int i = 0; i < block.events(); i++) {
            compiled
                .get((int) block.spectator(fold, i))
                .predict(block.slice(i, 1), outputs, to + i);
          }
        }

        @Override
        public void predict(float[] event, double[] spectators, float[] outputs) {
          compiled.get((int) spectators[fold]).predict(event, spectators, outputs);
        }
      };
    }
  }

  /// Fits two trees, each of the events of one parity, to score those of the other.
  private static Predictor twoFolds(Learner.FitRequest request) {
    Dataset all = request.events().all();
    double[] fold = all.batch().spectators(FOLD);
    return new Folded(
        IntStream.range(0, 2)
            .mapToObj(held -> {
              Part[] parts = new Part[all.events()];
              Arrays.setAll(parts, i -> fold[i] == held ? Part.TEST : Part.TRAIN);
              Parts others = Parts.of(all, parts);
              return new DecisionTree()
                  .fit(request.with(others, request.task(), request.loss()))
                  .predictor();
            })
            .toList());
  }

  private static Dataset events() {
    float[] x = new float[EVENTS];
    float[] y = new float[EVENTS];
    double[] fold = new double[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      x[i] = i / 2;
      fold[i] = i % 2;
      // What a tree learns of the even events is -1 everywhere, of the odd ones 1.
      y[i] = i % 2 == 0 ? -1 : 1;
    }
    return Dataset.builder(EVENTS)
        .input("x", Shape.of(1), x)
        .targets(1, y)
        .spectator(FOLD, fold)
        .build();
  }

  @Test
  void noEventIsScoredByATreeThatSawIt() {
    Dataset all = events();
    Part[] parts = new Part[EVENTS];
    Arrays.setAll(parts, i -> i < 200 ? Part.TRAIN : i < 300 ? Part.VALIDATION : Part.TEST);
    Predictor folded = twoFolds(Learner.FitRequest.of(Parts.of(all, parts), NUMBER));
    assertThat(((Folded) folded).members()).hasOnlyElementsOfType(TreesPredictor.class);
    Predictions found = Predictions.of(folded, Loss.usual(NUMBER), all, ThreadPool.SERIAL);
    for (int i = 0; i < EVENTS; i++) {
      assertThat(found.outputs()[i]).isEqualTo(i % 2 == 0 ? 1 : -1);
    }
    // Each is off by 2; the usual loss is the squared error.
    assertThat(found.meanLoss(all)).isEqualTo(4);
  }
}
