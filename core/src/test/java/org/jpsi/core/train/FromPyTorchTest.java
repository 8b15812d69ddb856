package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.DataLoader;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.HeadLosses;
import org.jpsi.core.loss.HeadLosses.Head;
import org.jpsi.core.loss.HuberLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanAbsoluteError;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Conv2d;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.Flatten;
import org.jpsi.core.nn.GradientReversal;
import org.jpsi.core.nn.Heads;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.MaxPool2d;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.MultiHeadAttention;
import org.jpsi.core.nn.Pooling;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.TextBlocks;
import org.jpsi.core.nn.Unflatten;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.ParameterGroup;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Gradients;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our side of docs/from-pytorch.md, region by region, and a check that both are the same text.
class FromPyTorchTest {
  @TempDir private Path folder;

  @Test
  void tensorsAndGradients() {
    // page
    Tensor x = Tensor.normal(Shape.of(4, 3), Rng.of(1), 0);
    Tensor w = Tensor.normal(Shape.of(3, 1), Rng.of(2), 0).requiresGrad();
    Tensor loss = x.matmul(w).square().mean();
    Gradients gradients = loss.backward();
    Tensor dw = gradients.of(w); // [3, 1]; w has no field for it
    // end
    Tensor expected = x.transpose().matmul(x.matmul(w)).mul(2f / 4);
    for (int i = 0; i < 3; i++) {
      assertThat((double) dw.get(i, 0)).isCloseTo(expected.get(i, 0), within(1e-5));
    }
    assertThat(GradCheck.largestError(t -> x.matmul(t[0]).square().mean(), w)).isLessThan(1e-3);
  }

  @Test
  void aGradientOfOnesOwn() {
    // page
    Tensor x = Tensor.of(new float[] {-0.3f, 0.2f, 1.7f}).requiresGrad();
    Tensor y = x.add(x.step().sub(x).detach()); // 0, 1, 1 forward; the gradient of x backward
    // end
    assertThat(y.toArray()).containsExactly(0, 1, 1);
    assertThat(y.sum().backward().of(x).toArray()).containsExactly(1, 1, 1);
  }

  // page
  /// `out([x, dropout(relu(hidden(x)))])`, with the names that PyTorch gives the parameters.
  static final class Skip implements Layer {
    private final Linear hidden = Linear.of(2, 32);
    private final Dropout dropout = Dropout.of(0.1);
    private final Linear out = Linear.of(34, 1);

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = dropout.forward(hidden.forward(x, mode).relu(), mode);
      return out.forward(Tensor.concat(1, List.of(x, h)), mode);
    }

    @Override
    public SequencedMap<String, Layer> children() {
      return Children.of("hidden", hidden, "dropout", dropout, "out", out);
    }
  }

  // end

  @Test
  void aModuleAndALoopOfOnesOwn() throws Exception {
    Dataset train = rings(2000, 1);
    Dataset test = rings(1000, 2);
    // page
    Layer net = new Skip();
    net.initialize(Rng.of(1));
    Loss lossFn = new BinaryCrossEntropy();
    Parameters parameters = Parameters.of(net.parameters());
    Optimizer.State optimizer = new AdamW(1e-2, 0.01).start(parameters);
    Schedule schedule = new Schedule.Cosine(0, 0);
    long step = 0;
    long steps = 5 * 16; // 5 epochs of 16 batches
    for (int epoch = 0; epoch < 5; epoch++) {
      for (Batch batch : DataLoader.of(train, 128, Rng.of(2).child(epoch))) { // shuffled
        Mode training = new Mode.Training(Rng.of(3).child(step), 0); // dropout's numbers
        Tensor output = net.forward(batch.x(), training);
        Tensor loss = lossFn.forward(output, batch.y(), batch.w()).div(batch.events());
        float[] gradients = loss.backward().of(parameters);
        GradientClipping.byNorm(gradients, 1.0);
        optimizer.step(parameters, gradients, 1e-2 * schedule.factor(step, steps));
        step++;
      }
    }
    Tensor logits = net.forward(test.x(), Mode.inference());
    float right = logits.reshape(-1).gt(0).eq(test.y()).sum().item() / test.events();
    // end
    assertThat(right).isGreaterThan(0.85f);
    assertThat(step).isEqualTo(steps);
    assertThat(net.parameters().stream().map(Parameter::name))
        .containsExactly("hidden.weight", "hidden.bias", "out.weight", "out.bias");

    Path file = folder.resolve("net.safetensors");
    // page
    TrainingState.save(file, net, parameters, optimizer); // one file for net and optimizer
    Layer again = new Skip();
    Parameters those = Parameters.of(again.parameters());
    Optimizer.State goesOn = new AdamW(1e-2, 0.01).start(those);
    TrainingState.load(file, again, those, goesOn);
    // end
    assertThat(again.forward(test.x(), Mode.inference()).toArray()).isEqualTo(logits.toArray());
    assertThat(goesOn.step()).isEqualTo(step);
    assertThat(Safetensors.read(file).arrays()).containsKeys("hidden.weight", "out.bias");
  }

  @Test
  void theSameByTheTrainer() {
    Dataset train = rings(2000, 1);
    Dataset validation = rings(500, 2);
    List<Epoch> seen = new ArrayList<>();
    // page
    UpdateRule updates =
        UpdateRule.PLAIN
            .with(new Schedule.Cosine(0, 0))
            .with(GradientClipping.norm(1.0))
            .with(List.of(ParameterGroup.vectors(1, 0))); // biases without weight decay
    Layer net = new Skip();
    History history =
        Trainer.of(net, new BinaryCrossEntropy(), new AdamW(1e-2, 0.01))
            .metric(Metric.auc())
            .listener(
                new TrainingListener() {
                  @Override
                  public void epoch(Epoch epoch) {
                    seen.add(epoch);
                  }
                })
            .fit(
                train,
                validation,
                TrainingConfig.epochs(20)
                    .withBatch(128)
                    .withPatience(5)
                    .withUpdates(updates)
                    .withSeed(1)
                    .withThreads(2));
    // end
    assertThat(history.epochs()).isEqualTo(seen);
    assertThat(history.epochs().getLast().metric()).isGreaterThan(0.95);
    Layer one = new Skip();
    Trainer.of(one, new BinaryCrossEntropy(), new AdamW(1e-2, 0.01))
        .fit(
            train,
            validation,
            TrainingConfig.epochs(20).withBatch(128).withPatience(5).withUpdates(updates));
    assertThat(Parameters.of(one.parameters()).values())
        .isEqualTo(Parameters.of(net.parameters()).values());
  }

  @Test
  void trainAndEval() {
    Dataset train = rings(1000, 1);
    // page
    Sequential net =
        Sequential.of(
            Linear.of(2, 16, Init.GLOROT_UNIFORM), BatchNorm.of(16), Relu.of(), Linear.of(16, 1));
    net.initialize(Rng.of(1));
    Tensor noisy = net.forward(train.x(), new Mode.Training(Rng.of(1), 0)); // net.train()
    net.calibrate(train.x()); // sets running_mean and running_var, at once
    Tensor used = net.forward(train.x(), Mode.inference()); // net.eval(), torch.no_grad()
    // end
    for (int i = 0; i < 10; i++) {
      assertThat((double) used.get(i, 0)).isCloseTo(noisy.get(i, 0), within(1e-2));
    }
    assertThat(net.buffers()).hasSize(2);
  }

  @Test
  void onePartOfANetworkIsFrozen() {
    Dataset train = rings(500, 1);
    Sequential body = Sequential.of(Linear.of(2, 32), Relu.of());
    Linear head = Linear.of(32, 1);
    float[] before = body.parameters().getFirst().tensor().toArray();
    // page
    body.freeze(); // parameter by parameter: Parameter.freeze()
    History history =
        Trainer.of(Sequential.of(body, head), new BinaryCrossEntropy(), new Adam(1e-2))
            .fit(train, train, TrainingConfig.epochs(2));
    body.unfreeze();
    // end
    assertThat(body.parameters().getFirst().tensor().toArray()).isEqualTo(before);
    assertThat(history.epochs().getLast().trainLoss())
        .isLessThan(history.epochs().getFirst().trainLoss());

    Tensor loss =
        new BinaryCrossEntropy()
            .forward(
                head.forward(body.forward(train.x(), Mode.inference()), Mode.inference()),
                train.batch());
    // page
    Parameters ofBody = Parameters.of(body.parameters());
    Parameters ofHead = Parameters.of(head.parameters());
    Optimizer.State one = new Adam(1e-3).start(ofBody);
    Optimizer.State other = new Sgd(1e-2, 0, false).start(ofHead);
    Gradients gradients = loss.backward();
    one.step(ofBody, gradients.of(ofBody));
    other.step(ofHead, gradients.of(ofHead));
    // end
    assertThat(body.parameters().getFirst().tensor().toArray()).isNotEqualTo(before);
  }

  /// The rows of the page's tables, which have no room for a program.
  @Test
  void whatIsCalledHow() {
    Dataset train = rings(300, 1);
    List<Loss> losses =
        List.of(
            new BinaryCrossEntropy(),
            new MeanSquaredError(),
            new MeanAbsoluteError(),
            new HuberLoss(1));
    List<Optimizer> optimizers = List.of(new Sgd(0.1, 0.9, true), new Adam(1e-3));
    List<UpdateRule> rules =
        List.of(
            UpdateRule.PLAIN.with(new Schedule.StepDecay(3, 0.1)),
            UpdateRule.PLAIN.with(new Schedule.Exponential(0.01)),
            UpdateRule.PLAIN.with(new Schedule.OneCycle(0.3, 0.04, 4e-6)),
            UpdateRule.PLAIN.with(new Schedule.OnPlateau(0.1, 4, 0)),
            UpdateRule.PLAIN.with((step, steps) -> 1 / Math.sqrt(1 + step)),
            UpdateRule.PLAIN.with(GradientClipping.value(0.5)),
            UpdateRule.PLAIN.with(new Penalty(0, 1e-4)),
            UpdateRule.PLAIN.with(new Averaging.Ema(0.999)),
            UpdateRule.PLAIN.with(new Averaging.Swa(0.75)));
    for (Loss loss : losses) {
      for (Optimizer optimizer : optimizers) {
        assertThat(fit(train, loss, optimizer, UpdateRule.PLAIN)).isFinite();
      }
    }
    for (UpdateRule rule : rules) {
      assertThat(fit(train, new BinaryCrossEntropy(), new Adam(1e-3), rule)).isFinite();
    }
    Tensor logits = Tensor.of(new float[] {2, 0, -1}, 1, 3);
    Tensor loss = new CrossEntropy(0.1).forward(logits, Tensor.zeros(Shape.of(1)), Tensor.ones(1));
    assertThat(loss.item()).isPositive();
    Sequential images =
        Sequential.of(Unflatten.of(1, 8, 8), Conv2d.of(1, 8, 3), MaxPool2d.of(2), Flatten.of());
    assertThat(images.outputs(Shape.of(64))).isEqualTo(Shape.of(72));
    assertThat(Unflatten.of(1, 28, 28).outputs(Shape.of(784))).isEqualTo(Shape.of(1, 28, 28));
    MultiHeadAttention attention = MultiHeadAttention.of(64, 4);
    Tensor jets = Tensor.ones(2, 3, 64);
    Tensor kept = Tensor.of(new float[] {1, 1, 0, 1, 0, 0}, 2, 3);
    assertThat(attend(attention, jets, kept, Mode.inference()).shape()).isEqualTo(jets.shape());
    for (Pooling pooling : List.of(Pooling.sum(), Pooling.mean(), Pooling.max())) {
      assertThat(pooling.outputs(Shape.of(3, 64))).isEqualTo(Shape.of(64));
    }
    assertThat(GradientReversal.of(0.5).forward(kept, Mode.inference()).toArray())
        .isEqualTo(kept.toArray());
    assertThat(Embedding.of(0, 6, 3).outputs(Shape.of(2))).isEqualTo(Shape.of(4));
    Tensor x = Tensor.of(new float[] {1, 3, 2}, 1, 3);
    Tensor mask = Tensor.of(new float[] {1, 0, 0}, 1, 3);
    assertThat(x.maskedSoftmax(mask, 1).toArray()).containsExactly(1, 0, 0);
    assertThat(x.sort(1).values().toArray()).containsExactly(1, 2, 3);
    assertThat(x.topk(2, 1).values().toArray()).containsExactly(3, 2);
    assertThat(x.cumsum(1).toArray()).containsExactly(1, 4, 6);
    Layer one = Linear.of(3, 1);
    Layer other = Linear.of(3, 2);
    Loss lossA = new MeanSquaredError();
    Loss lossB = new CrossEntropy();
    Layer heads = Heads.of("a", one, "b", other);
    assertThat(heads.outputs(Shape.of(3))).isEqualTo(Shape.of(3));
    assertThat(HeadLosses.of(Head.of("a", lossA), Head.of("b", lossB)).additive()).isTrue();
    for (Init init : List.of(Init.HE_NORMAL, Init.GLOROT_UNIFORM, Init.ORTHOGONAL)) {
      Linear layer = Linear.of(3, 3, init);
      layer.initialize(Rng.of(1));
      assertThat(layer.parameters().getFirst().tensor().toArray()).doesNotContain(0);
    }
  }

  private static Tensor attend(MultiHeadAttention attention, Tensor x, Tensor mask, Mode mode) {
    return attention.forward(x, mask, mode);
  }

  private static double fit(Dataset train, Loss loss, Optimizer optimizer, UpdateRule rule) {
    return Trainer.of(Linear.of(2, 1), loss, optimizer)
        .fit(train, train, TrainingConfig.epochs(2).withUpdates(rule))
        .epochs()
        .getLast()
        .validationLoss();
  }

  /// Signal inside the unit circle, background outside.
  private static Dataset rings(int events, long seed) {
    float[] inputs = Tensor.normal(Shape.of(events, 2), Rng.of(seed), 0).toArray();
    int[] labels = new int[events];
    for (int i = 0; i < events; i++) {
      float x = inputs[2 * i];
      float y = inputs[2 * i + 1];
      labels[i] = x * x + y * y < 1 ? 1 : 0;
    }
    return Dataset.of(inputs, labels);
  }

  @Test
  void thePageShowsThisCode() throws Exception {
    Path above = Path.of("").toAbsolutePath().resolve("..");
    Path root = Files.exists(above.resolve("docs")) ? above : Path.of("");
    String test =
        Files.readString(
            root.resolve("core/src/test/java/org/jpsi/core/train/FromPyTorchTest.java"));
    String page = Files.readString(root.resolve("docs/from-pytorch.md"));
    assertThat(TextBlocks.of(page, "```java\n(.*?)```\n"))
        .isEqualTo(TextBlocks.of(test, " // page\n(.*?) +// end\n"));
    List<String> names =
        page.lines()
            .filter(line -> line.startsWith("| `"))
            .flatMap(line -> TextBlocks.of(line.split(" \\| ", -1)[1], "`([^`]+)`").stream())
            .toList();
    assertThat(names)
        .hasSizeGreaterThan(15)
        .allSatisfy(name -> assertThat(bare(test)).contains(bare(name)));
  }

  private static String bare(String code) {
    return code.replaceAll("\\s", "");
  }
}
