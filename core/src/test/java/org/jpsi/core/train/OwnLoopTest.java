package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Lbfgs;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Fixture;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Custom training loop, saved and resumed.
class OwnLoopTest {
  private static final Dataset EVENTS = TrainerTest.quadrants(64, 1);
  private static final Optimizer ADAM = new Adam(0.01);

  @TempDir Path folder;

  private record Student(Sequential network, Parameters parameters, Optimizer.State state) {
    static Student of(Optimizer optimizer, int width) {
      Sequential network = Sequential.of(Linear.of(3, width), Relu.of(), Linear.of(width, 1));
      network.initialize(Rng.of(4));
      Parameters parameters = Parameters.of(network.parameters());
      return new Student(network, parameters, optimizer.start(parameters.size()));
    }

    void train(int steps) {
      Tensor x = Tensor.of(EVENTS.inputs(), 64, 3);
      Tensor y = Tensor.of(EVENTS.targets(), 64, 1);
      Tensor w = Tensor.of(EVENTS.weights(), 64);
      for (int step = 0; step < steps; step++) {
        Mode mode = new Mode.Training(Rng.of(1).child(state.step()), 0);
        Tensor loss = new MeanSquaredError().forward(network.forward(x, mode), y, w);
        float[] gradients = new float[parameters.size()];
        loss.backward().addTo(parameters, gradients, 0);
        state.step(parameters, gradients);
      }
    }
  }

  @Test
  void savedAndLoadedItGoesOnWithTheSameBits() {
    Path file = folder.resolve("state.safetensors");
    Student straight = Student.of(ADAM, 8);
    straight.train(30);
    Student first = Student.of(ADAM, 8);
    first.train(17);
    TrainingState.save(file, first.network, first.parameters, first.state);
    Student second = Student.of(ADAM, 8);
    second.train(3);
    TrainingState.load(file, second.network, second.parameters, second.state);
    assertThat(second.state.step()).isEqualTo(17);
    second.train(13);
    assertThat(second.parameters.values()).isEqualTo(straight.parameters.values());
  }

  @Test
  void aFileTellsParametersAsAStateDictDoes() {
    Path file = folder.resolve("state.safetensors");
    Student student = Student.of(ADAM, 8);
    student.train(2);
    TrainingState.save(file, student.network, student.parameters, student.state);
    Safetensors stored = Safetensors.read(file);
    assertThat(stored.arrays().keySet())
        .containsExactlyInAnyOrder(
            "0.weight",
            "0.bias",
            "2.weight",
            "2.bias",
            "optimizer.first.0.weight",
            "optimizer.first.0.bias",
            "optimizer.first.2.weight",
            "optimizer.first.2.bias",
            "optimizer.second.0.weight",
            "optimizer.second.0.bias",
            "optimizer.second.2.weight",
            "optimizer.second.2.bias");
    assertThat(stored.array("optimizer.second.0.weight", "x").shape()).containsExactly(8, 3);
    assertThat(stored.metadata()).containsExactly(Map.entry("step", "2"));
  }

  @Test
  void weightsAloneAreSavedAndLoadedToo() {
    Path file = folder.resolve("weights.safetensors");
    Student student = Student.of(ADAM, 8);
    student.train(5);
    TrainingState.save(file, student.network);
    Student other = Student.of(new Sgd(0.1), 8);
    TrainingState.load(file, other.network);
    assertThat(other.parameters.values()).isEqualTo(student.parameters.values());
    assertThatThrownBy(() -> TrainingState.load(file, other.network, other.parameters, other.state))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected an array named optimizer.velocity.0.weight");
  }

  @Test
  void statisticsAreSavedWithTheWeights() {
    Path file = folder.resolve("network.safetensors");
    Tensor x = Tensor.of(EVENTS.inputs(), 64, 3);
    Sequential network = Sequential.of(BatchNorm.of(3), Linear.of(3, 1));
    network.initialize(Rng.of(4));
    network.calibrate(x);
    Parameters parameters = Parameters.of(network.parameters());
    TrainingState.save(file, network, parameters, ADAM.start(parameters.size()));
    assertThat(Safetensors.read(file).arrays()).containsKeys("0.running_mean", "0.running_var");
    Sequential again = Sequential.of(BatchNorm.of(3), Linear.of(3, 1));
    TrainingState.load(file, again);
    assertThat(again.forward(x, Mode.inference()).toArray())
        .isEqualTo(network.forward(x, Mode.inference()).toArray());
    Sequential whole = Sequential.of(BatchNorm.of(3), Linear.of(3, 1));
    Parameters its = Parameters.of(whole.parameters());
    TrainingState.load(file, whole, its, ADAM.start(its.size()));
    assertThat(whole.buffers().getFirst().tensor().toArray())
        .isEqualTo(network.buffers().getFirst().tensor().toArray());
  }

  @Test
  void stateThatCannotBeALayersIsToldOfTheFile() {
    Path file = folder.resolve("norm.safetensors");
    Sequential network = Sequential.of(BatchNorm.of(2));
    network.initialize(Rng.of(1));
    TrainingState.save(file, network);
    Safetensors stored = Safetensors.read(file);
    stored.array("0.running_var", "").values()[1] = -7;
    stored.write(file);
    assertThatThrownBy(() -> TrainingState.load(file, network))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[" + file + ": layer batchNorm] expected variances that are not negative, found -7.0");
    assertThat(network.buffers().get(1).tensor().toArray()).containsExactly(1, 1);
  }

  @Test
  void anotherNetworkOrOptimizerIsRefusedAndNothingIsChanged() {
    Path file = folder.resolve("state.safetensors");
    Student student = Student.of(ADAM, 8);
    student.train(5);
    TrainingState.save(file, student.network, student.parameters, student.state);
    Student wide = Student.of(ADAM, 9);
    float[] before = wide.parameters.values().clone();
    assertThatThrownBy(() -> TrainingState.load(file, wide.network, wide.parameters, wide.state))
        .hasMessage(
            "["
                + file
                + "] expected 0.weight of shape [9, 3], found [8, 3]; load it into a network of the"
                + " same layers");
    Student sgd = Student.of(new Sgd(0.1, 0, false), 8);
    assertThatThrownBy(() -> TrainingState.load(file, sgd.network, sgd.parameters, sgd.state))
        .hasMessageContaining("expected 4 arrays")
        .hasMessageContaining("load it into the optimizer that was saved");
    assertThat(wide.parameters.values()).isEqualTo(before);
    assertThat(wide.state.step()).isZero();
    Path bare = folder.resolve("bare.safetensors");
    new Safetensors(Safetensors.read(file).arrays(), Map.of()).write(bare);
    assertThatThrownBy(
            () -> TrainingState.load(bare, student.network, student.parameters, student.state))
        .hasMessageContaining("expected the number of steps done as `step` of its metadata");
  }

  /// A training resumes from a file written by PyTorch, with the state of Adam.
  @Test
  void aTrainingThatPyTorchBeganGoesOnHere() throws Exception {
    Fixture torch = Fixture.named("continued");
    Path file = folder.resolve("state.safetensors");
    try (InputStream in = Fixture.class.getResourceAsStream("/engine/state.safetensors")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    Sequential network = Sequential.of(Linear.of(3, 4), Tanh.of(), Linear.of(4, 1));
    Parameters parameters = Parameters.of(network.parameters());
    Optimizer.State adam = new Adam(0.05).start(parameters.size());
    TrainingState.load(file, network, parameters, adam);
    float[] one = new float[32];
    Arrays.fill(one, 1f / 32);
    for (int step = 0; step < 5; step++) {
      Tensor output = network.forward(torch.tensor("x"), new Mode.Inference());
      Tensor loss = new BinaryCrossEntropy().forward(output, torch.tensor("y"), Tensor.of(one));
      float[] gradients = new float[parameters.size()];
      loss.backward().addTo(parameters, gradients, 0);
      adam.step(parameters, gradients);
    }
    assertThat(adam.step()).isEqualTo(10);
    for (Parameter parameter : parameters.list()) {
      assertThat(torch.error(parameter.tensor().toArray(), "end." + parameter.name()))
          .as(parameter.name())
          .isLessThan(1e-5);
    }
  }

  @Test
  void allEventsAtOnceAreFittedByLbfgs() {
    // A line through weighted events: the minimum is known in closed form.
    Linear line = Linear.of(1, 1);
    Parameters parameters = Parameters.of(line.parameters());
    Dataset events =
        Dataset.of(new float[] {0, 1, 2, 3}, new float[] {1, 3, 4, 9}, new float[] {1, 2, 1, 0.5f});
    Lbfgs.Objective objective = FullBatchLoss.of(line, new MeanSquaredError(), parameters, events);
    Lbfgs.Minimum minimum = new Lbfgs().minimize(parameters, objective);
    // The sums of w, w x, w y, w x x and w x y are 4.5, 5.5, 15.5, 10.5 and 27.5.
    double slope = (4.5 * 27.5 - 5.5 * 15.5) / (4.5 * 10.5 - 5.5 * 5.5);
    double offset = (15.5 - slope * 5.5) / 4.5;
    assertThat(minimum.converged()).isTrue();
    assertThat((double) parameters.values()[0]).isCloseTo(slope, within(1e-4));
    assertThat((double) parameters.values()[1]).isCloseTo(offset, within(1e-4));
    Dataset weightless = Dataset.of(new float[1], new float[1], new float[1]);
    assertThatThrownBy(() -> FullBatchLoss.of(line, new MeanSquaredError(), parameters, weightless))
        .hasMessageContaining("positive mean");
  }
}
