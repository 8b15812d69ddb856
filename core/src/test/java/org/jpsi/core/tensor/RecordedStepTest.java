package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A step that is recorded runs the user's code once, sees every value that changes, and says where
/// it cannot be replayed.
class RecordedStepTest {
  private final Parameter w = Parameter.of("w", Shape.of(3));
  private final Parameters parameters = Parameters.of(List.of(w));
  private final float[] x = new float[6];
  private int calls;
  private float factor = 1;

  @BeforeEach
  void begin() {
    w.set(new float[] {0.5f, -1, 2});
  }

  private RecordedStep step(Function<Tensor, Tensor> of) {
    return new RecordedStep(
        _ -> {
          calls++;
          return of.apply(Tensor.of(x, 2, 3).mul(w.tensor())).sum();
        },
        2,
        parameters,
        Optional.empty(),
        List.of("Example"));
  }

  // Runs the step on new events; true if it was replayed, which is told by where its tensors are.
  private float run(RecordedStep step, int number) {
    for (int i = 0; i < x.length; i++) {
      x[i] = number + i;
    }
    float[] gradient = new float[3];
    return step.run(Rng.of(number), 0, ThreadPool.SERIAL, gradient, false);
  }

  private float expected(int number, Function<Float, Float> of) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += of.apply((number + i) * w.tensor().get(i % 3));
    }
    return (float) sum;
  }

  @Test
  void theUsersCodeRunsOnceInEachStep() {
    RecordedStep step = step(y -> y.mul(factor));
    for (int i = 0; i < 30; i++) {
      factor = 1 + i / 10;
      assertThat(run(step, i)).isEqualTo(expected(i, v -> v * factor));
      assertThat(calls).isEqualTo(i + 1);
      if (i % 7 == 0) {
        step.proveAgain();
      }
    }
    assertThat(step.eagerReason()).isEmpty();
  }

  @Test
  void aScalarIsReadByAReplayWithoutRecordingAnew() {
    Scalar beta = Scalar.of(2);
    List<Tensor> computed = new ArrayList<>();
    RecordedStep step =
        step(y -> {
          Tensor z = y.mul(beta.tensor());
          computed.add(z);
          return z;
        });
    for (int i = 0; i < 40; i++) {
      beta.set(i + 1);
      assertThat(run(step, i)).isEqualTo(expected(i, v -> v * beta.get()));
    }
    assertThat(computed.stream().filter(tensor -> !tensor.isTraced())).hasSize(1);
    assertThat(step.isEager()).isFalse();
  }

  @Test
  void aValueThatChangesIsRecordedAnewAndThenReplayed() {
    List<Tensor> computed = new ArrayList<>();
    RecordedStep step =
        step(y -> {
          Tensor z = y.mul(factor);
          computed.add(z);
          return z;
        });
    for (int i = 0; i < 60; i++) {
      factor = 1 + i / 20;
      assertThat(run(step, i)).isEqualTo(expected(i, v -> v * factor));
    }
    assertThat(computed.stream().filter(tensor -> !tensor.isTraced())).hasSize(3);
  }

  @Test
  void readingValuesNowAndThenGivesThoseOfTheStep() {
    List<Float> read = new ArrayList<>();
    RecordedStep step =
        step(y -> {
          if (calls % 10 == 0) {
            read.add(y.get(0, 1));
          }
          return y.mul(2);
        });
    for (int i = 1; i <= 30; i++) {
      assertThat(run(step, i)).isEqualTo(expected(i, v -> 2 * v));
    }
    assertThat(read).containsExactly(-11f, -21f, -31f);
    assertThat(step.isEager()).isFalse();
  }

  @Test
  void itsEagerReasonNamesTheClassOrThePlace() {
    RecordedStep reads = step(y -> y.add(y.toArray()[0]));
    for (int i = 0; i < 10; i++) {
      run(reads, i);
      assertThat(reads.isEager()).isEqualTo(i >= 3);
    }
    assertThat(reads.eagerReason().orElseThrow())
        .startsWith(
            "steps of 2 events run eagerly, which is slower than a replay: values of a tensor are"
                + " read in RecordedStepTest.lambda$");
    RecordedStep changes = step(y -> calls % 2 == 0 ? y.mul(2) : y);
    for (int i = 0; i < 10; i++) {
      run(changes, i);
    }
    assertThat(changes.eagerReason().orElseThrow())
        .contains("another operation than before in RecordedStepTest.lambda$");
  }

  @Test
  void aTensorOfAnEarlierStepHasValuesOrIsRefused() {
    List<Tensor> kept = new ArrayList<>();
    RecordedStep step =
        step(y -> {
          kept.add(y);
          return calls == 20 ? y.mul(kept.get(4)) : y.square();
        });
    run(step, 1);
    // the step was run eagerly, and recorded
    assertThat(kept.getFirst().get(0, 0)).isEqualTo(0.5f);
    run(step, 2);
    for (Tensor earlier : List.copyOf(kept)) {
      assertThatThrownBy(earlier::toArray)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("a tensor of an earlier training step was used")
          .hasMessageEndingWith("by toArray()");
      assertThatThrownBy(() -> earlier.mul(2)).isInstanceOf(IllegalStateException.class);
    }
    for (int i = 3; i < 20; i++) {
      run(step, i);
    }
    assertThatThrownBy(() -> run(step, 20))
        .hasMessageStartingWith("a tensor of an earlier training step was used");
  }

  @Test
  void aStepThatFailsLeavesTheNextOneAsItWas() {
    RecordedStep step =
        step(y -> {
          if (calls == 3) {
            throw new IllegalStateException("of the user");
          }
          return y.square();
        });
    run(step, 1);
    run(step, 2);
    assertThatThrownBy(() -> run(step, 3)).hasMessage("of the user");
    assertThat(run(step, 4)).isEqualTo(expected(4, v -> v * v));
  }

  @Test
  void gradientsOfParametersOutsideOfAStepAreChecked() {
    RecordedStep step = step(Tensor::square);
    run(step, 1);
    run(step, 2);
    Tensor input = Tensor.of(new float[] {1, 2, 3});
    double error = GradCheck.largestError(t -> t[0].mul(t[1]).square().sum(), w.tensor(), input);
    assertThat(error).isLessThan(1e-2);
    assertThat(run(step, 5)).isEqualTo(expected(5, v -> v * v));
  }

  @Test
  void tensorsHandedToOtherThreadsHaveTheirValues() {
    RecordedStep handed =
        step(y -> {
          Tensor z = y.mul(2);
          return CompletableFuture.supplyAsync(() -> z.reshape(6).mul(3)).join().add(z.reshape(6));
        });
    RecordedStep read =
        step(y -> {
          Tensor z = y.mul(8);
          return y.mul(CompletableFuture.supplyAsync(() -> z.mul(0).sum().item()).join() + 8);
        });
    RecordedStep streams =
        step(y ->
            IntStream.range(1, 5)
                .parallel()
                .mapToObj(i -> y.mul(i))
                .reduce(Tensor::add)
                .orElseThrow()
                .sub(y.mul(2)));
    for (int i = 0; i < 200; i++) {
      for (RecordedStep step : List.of(handed, read, streams)) {
        assertThat(run(step, i)).isEqualTo(expected(i, v -> 8 * v));
      }
    }
    assertThat(handed.eagerReason().orElseThrow()).contains("another thread");
  }

  @Test
  void aStepInsideOfAnotherIsRefusedWithAdvice() {
    RecordedStep inner = step(Tensor::square);
    RecordedStep outer =
        step(y -> {
          run(inner, 1);
          return y;
        });
    assertThatThrownBy(() -> run(outer, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "a training step was begun inside the forward pass or loss of another")
        .hasMessageContaining("call fit(..) or step(..) before the outer step or after it");
    assertThat(run(inner, 2)).isEqualTo(expected(2, v -> v * v));
  }
}
