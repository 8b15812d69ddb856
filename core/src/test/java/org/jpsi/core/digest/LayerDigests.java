package org.jpsi.core.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jpsi.core.model.DecisionTreeNode;
import org.jpsi.core.model.Link;
import org.jpsi.core.model.NearestNeighbors;
import org.jpsi.core.model.NeighborsPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.model.TreeEnsemble;
import org.jpsi.core.model.TreesPredictor;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Concatenate;
import org.jpsi.core.nn.Constituents;
import org.jpsi.core.nn.Conv2d;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.Flatten;
import org.jpsi.core.nn.Gelu;
import org.jpsi.core.nn.GradientReversal;
import org.jpsi.core.nn.Heads;
import org.jpsi.core.nn.Identity;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerNorm;
import org.jpsi.core.nn.LayerRegistry;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Logit;
import org.jpsi.core.nn.MaxPool2d;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.MultiHeadAttention;
import org.jpsi.core.nn.Pooling;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Softmax;
import org.jpsi.core.nn.Step;
import org.jpsi.core.nn.TabularEncoding;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.nn.Unflatten;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Gradients;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.TabularColumn;
import org.jpsi.core.tensor.Tensor;

/// Digests of layers, forward and backward, and of weight initializers.
final class LayerDigests {
  private static final int WIDTH = 7;

  private static final Map<String, Layer> LAYERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "heads",
                  Heads.of(
                      "a",
                      Linear.of(WIDTH, 3, Init.LECUN_NORMAL),
                      "b",
                      Sequential.of(Linear.of(WIDTH, 2, Init.HE_NORMAL), Dropout.of(0.2)))),
              Map.entry("linear", Linear.of(WIDTH, 3, Init.LECUN_NORMAL)),
              Map.entry("batchNorm", BatchNorm.of(WIDTH)),
              Map.entry("layerNorm", LayerNorm.of(WIDTH)),
              Map.entry("dropout", Dropout.of(0.3)),
              Map.entry("identity", Identity.of()),
              Map.entry("embedding", Embedding.of(0, 5, 3)),
              Map.entry("tabularEncoding", tabular()),
              Map.entry(
                  "residual", Residual.of(Linear.of(WIDTH, WIDTH, Init.ORTHOGONAL), Gelu.of())),
              Map.entry(
                  "sequential",
                  Sequential.of(
                      Linear.of(WIDTH, 33, Init.HE_NORMAL),
                      Relu.of(),
                      Dropout.of(0.2),
                      Linear.of(33, 5, Init.HE_NORMAL),
                      Tanh.of(),
                      Linear.of(5, 2, Init.HE_NORMAL)))));

  private LayerDigests() {}

  private static Layer tabular() {
    List<TabularColumn> columns = new ArrayList<>();
    columns.add(new TabularColumn.Category(5, 2));
    columns.add(new TabularColumn.Numeric(List.of(-1f, 0f), true));
    while (columns.size() < WIDTH) {
      columns.add(TabularColumn.Numeric.of());
    }
    return TabularEncoding.of(columns);
  }

  static void into(Digests digests) {
    TreeSet<String> left = new TreeSet<>(LayerRegistry.types());
    for (Activation activation : Activation.all()) {
      float[] x = Numbers.patterns(499_979);
      boolean rows = activation.equals(Softmax.of());
      Tensor all = rows ? Numbers.normal(1, Shape.of(300, WIDTH)) : Tensor.of(x, x.length, 1);
      trained(digests, activation.name(), activation, all);
      left.remove(activation.name());
    }
    LAYERS.forEach((name, layer) -> {
      float[] x = Numbers.normal(1, 300 * WIDTH);
      boolean category = name.equals("embedding") || name.equals("tabularEncoding");
      for (int i = 0; i < x.length && category; i += WIDTH) {
        x[i] = i / WIDTH % 5;
      }
      trained(digests, name, layer, Tensor.of(x, 300, WIDTH));
      left.remove(name);
    });
    ofSeveralAxes()
        .forEach((name, layer) -> {
          Shape shape =
              switch (layer) {
                case Unflatten _ -> Shape.of(30, 24);
                case MultiHeadAttention _, Pooling _ -> Shape.of(30, 9, 8);
                default -> Shape.of(30, 3, 7, 6);
              };
          trained(digests, name, layer, Numbers.normal(1, shape));
          left.remove(name);
        });
    applied(digests, "trees", new TreesPredictor(trees(), Link.IDENTITY));
    applied(digests, "neighbours", new NeighborsPredictor(neighbours(), Link.IDENTITY));
    Tensor logit = Logit.of().forward(Numbers.normal(8, Shape.of(300, 2)), Mode.inference());
    digests.line("layer.logOdds.forward").add(logit);
    left.remove("logOdds");
    Tensor joined =
        Concatenate.of("b", "a")
            .forward(
                Inputs.of("a", Numbers.normal(8, Shape.of(300, 2)))
                    .with("b", Numbers.normal(9, Shape.of(300, 3))),
                Mode.inference());
    digests.line("layer.concatenate.forward").add(joined);
    left.remove("concatenate");
    constituents(digests);
    left.remove("constituents");
    if (!left.isEmpty()) {
      throw new AssertionError("layers without a digest: " + left);
    }
    for (Init init : Init.values()) {
      Digest digest =
          digests.line("init." + init.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      for (int[] shape : new int[][] {{3, 8}, {8, 3}, {1, 1}}) {
        Parameter weight = Parameter.of("weight", Shape.of(shape));
        init.draw(weight, Rng.of(6));
        digest.add(weight.tensor());
      }
    }
  }

  private static void constituents(Digests digests) {
    Constituents layers =
        Constituents.of("a", Residual.of(MultiHeadAttention.of(8, 4)), Pooling.mean());
    layers.initialize(Rng.of(2));
    float[] mask = Numbers.normal(9, 30 * 9);
    for (int i = 0; i < mask.length; i++) {
      mask[i] = mask[i] > 0 ? 1 : 0;
    }
    Inputs<Tensor> inputs =
        Inputs.of("a", Numbers.normal(8, Shape.of(30, 9, 8)))
            .with("a.mask", Tensor.of(mask, 30, 9));
    digests
        .line("layer.constituents.forward")
        .add(layers.forward(inputs, new Mode.Training(Rng.of(3), 5)));
  }

  private static Map<String, Layer> ofSeveralAxes() {
    return new TreeMap<>(
        Map.of(
            "conv2d", Conv2d.of(3, 19, 3, 2, 1),
            "maxPool2d", new MaxPool2d(3, 2, 1),
            "flatten", Flatten.of(),
            "unflatten", Unflatten.of(2, 3, 4),
            "gradientReversal", GradientReversal.of(0.7),
            "multiHeadAttention", MultiHeadAttention.of(8, 2, 0.2),
            "pooling", Pooling.max()));
  }

  private static void trained(Digests digests, String name, Layer layer, Tensor x) {
    layer.initialize(Rng.of(2));
    Digest forward = digests.line("layer." + name + ".forward");
    forward.add(layer.forward(x, Mode.inference()));
    if (layer instanceof Step) {
      return;
    }
    Tensor leaf = x.requiresGrad();
    Tensor y = layer.forward(leaf, new Mode.Training(Rng.of(3), 5));
    forward.add(y).add(layer.calibrate(x)).add(layer.forward(x, Mode.inference()));
    Digest gradient = digests.line("layer." + name + ".gradient");
    Gradients gradients = y.dot(Tensor.normal(y.shape(), Rng.of(4), 0)).backward();
    gradient.add(gradients.of(leaf));
    layer.parameters().forEach(parameter -> gradient.add(gradients.of(parameter)));
  }

  private static void applied(Digests digests, String name, Predictor predictor) {
    Tensor x = Numbers.normal(8, Shape.of(300, 2));
    float[] y = predictor.predict(x.toArray(), 2);
    digests.line("layer." + name + ".forward").add(Tensor.of(y, 300, y.length / 300));
  }

  private static TreeEnsemble trees() {
    DecisionTreeNode low =
        new DecisionTreeNode.Branch(
            1,
            -0.5f,
            true,
            new DecisionTreeNode.Leaf(0.1f, 0.2f),
            new DecisionTreeNode.Leaf(-1, 3));
    DecisionTreeNode all =
        new DecisionTreeNode.Branch(0, 0.25f, false, low, new DecisionTreeNode.Leaf(0.7f, -0.7f));
    return TreeEnsemble.of(2, 2, List.of(all, low, all));
  }

  private static NearestNeighbors neighbours() {
    float[] weights = new float[200];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1 + i % 3;
    }
    return NearestNeighbors.of(9, 2, Numbers.normal(9, 400), 3, Numbers.normal(10, 600), weights);
  }
}
