package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Json;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.Heads;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerRegistry;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.OwnProvider;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model is written only if it is read again as it was: with all settings of layers of one's own,
/// and with tied weights tied.
class ReadingCheckTest {
  private static final String OTHER_BITS =
      "[network] expected layers of your own that score the same bits when their LayerProvider has"
          + " built them again from LayerSpec[";

  @TempDir Path folder;

  /// `factor x`, and its description does not say the factor.
  record Factor(float factor, String type) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return type.equals("relu") ? x.relu().mul(factor) : x.mul(factor);
    }

    @Override
    public LayerSpec spec() {
      return LayerSpec.of(type, Map.of());
    }
  }

  public static final class FactorProvider extends OwnProvider {
    public FactorProvider() {
      super("Factor", spec -> new Factor(1, "Factor"));
    }
  }

  /// A frozen layer that is used, and not among the children.
  static final class Hidden implements Layer {
    private final Linear in = Linear.of(2, 4);
    private final Linear out = Linear.of(4, 2);

    Hidden(long seed) {
      out.initialize(Rng.of(seed));
      out.freeze();
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return out.forward(in.forward(x, mode), mode);
    }

    @Override
    public SequencedMap<String, Layer> children() {
      return Children.of("in", in);
    }
  }

  public static final class HiddenProvider extends OwnProvider {
    public HiddenProvider() {
      super("Hidden", spec -> new Hidden(2));
    }
  }

  /// A layer of one's own around layers, which may be shared inside or with others.
  record Pair(Linear first, Linear second) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return second.forward(first.forward(x, mode).tanh(), mode);
    }

    @Override
    public SequencedMap<String, Layer> children() {
      return Children.of("first", first, "second", second);
    }
  }

  public static final class PairProvider extends OwnProvider {
    public PairProvider() {
      super(
          "Pair",
          spec -> {
            Linear shared = Linear.of(2, 2);
            return new Pair(shared, shared);
          });
    }
  }

  private Path write(Model model) {
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model, file);
    return file;
  }

  private Sequential again(Layer... layers) {
    Model model = OwnModels.of(layers);
    Model read = ModelFile.read(write(model));
    float[] events = {1, -1, 0, 0, 1, 2};
    assertThat(Scorer.of(read).score(events, 3)).isEqualTo(Scorer.of(model).score(events, 3));
    return OwnModels.network(read);
  }

  @Test
  void aSettingThatIsNotDescribedIsFoundByTheOutputs() {
    assertThatThrownBy(() -> write(OwnModels.of(new Factor(3, "Factor"), Linear.of(2, 1))))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(OTHER_BITS + "type=sequential")
        .hasMessageContaining(" and their parameters were set, found for made-up events: ")
        .hasMessageContaining("; say all settings in spec() and take them in the provider's build");
    assertThat(folder.resolve("model.safetensors")).doesNotExist();
    assertThat(again(new Factor(1, "Factor"), Linear.of(2, 1)).layers()).hasSize(2);
  }

  @Test
  void aLayerThatIsUsedAndNotNamedIsFoundByTheOutputs() {
    assertThatThrownBy(() -> write(OwnModels.of(new Hidden(1), Linear.of(2, 1))))
        .hasMessageStartingWith(OTHER_BITS)
        .hasMessageContaining("name all layers that forward uses in children(), frozen ones too");
  }

  @Test
  void anotherLayerUnderABuiltInNameIsFound() {
    assertThatThrownBy(() -> write(OwnModels.of(new Factor(2, "relu"), Linear.of(2, 1))))
        .hasMessageStartingWith(OTHER_BITS);
  }

  @Test
  void categoriesAreTriedToo() {
    assertThat(again(Embedding.of(0, 2, 1), new Factor(1, "Factor"), Linear.of(2, 1)).layers())
        .hasSize(3);
    assertThatThrownBy(() ->
            write(OwnModels.of(Embedding.of(0, 2, 1), new Factor(3, "Factor"), Linear.of(2, 1))))
        .hasMessageStartingWith(OTHER_BITS);
  }

  @Test
  void membersOfACombinationAreRead() {
    Model one = OwnModels.of(new Factor(3, "Factor"), Linear.of(2, 1));
    Predictor both =
        new EnsemblePredictor(
            List.of(one.predictor(), one.predictor()), EnsemblePredictor.Mean.PROBABILITIES);
    Model combined = new Model(one.columns(), one.preprocessing(), "", one.task(), both, Map.of());
    assertThatThrownBy(
            () -> ModelFile.write(combined, folder.resolve("m"), PredictorCodecs.BUILT_IN))
        .hasMessageStartingWith(OTHER_BITS);
  }

  @Test
  void aLayerInSeveralPlacesIsReadAsOne() {
    Linear shared = Linear.of(2, 2);
    BatchNorm norm = BatchNorm.of(2);
    Sequential inside = Sequential.of(shared, norm);
    Sequential read =
        again(
            Linear.of(2, 2), inside, Relu.of(), Residual.of(shared, norm), inside, Linear.of(2, 1));
    Layer first = read.layers().get(1);
    assertThat(read.layers().get(4)).isSameAs(first);
    List<Layer> again = new ArrayList<>(read.layers().get(3).children().values());
    assertThat(again.get(0)).isSameAs(((Sequential) first).layers().get(0));
    assertThat(again.get(1)).isSameAs(((Sequential) first).layers().get(1));
    assertThat(read.layers().get(0)).isNotSameAs(again.get(0));
    // what was read is written as it was
    assertThat(SharedLayers.of(read))
        .containsExactlyInAnyOrderEntriesOf(Map.of("3.0", "1.0", "3.1", "1.1", "4", "1"));
  }

  @Test
  void weightsTiedInsideALayerOfOnesOwnAreTiedByItsProvider() {
    Linear shared = Linear.of(2, 2);
    Pair read = (Pair) again(new Pair(shared, shared), Linear.of(2, 1)).layers().getFirst();
    assertThat(read.first().parameters().getFirst().tensor())
        .isSameAs(read.second().parameters().getFirst().tensor());
  }

  @Test
  void tiesThatTheFileWouldNotKeepAreRefused() {
    Linear shared = Linear.of(2, 2);
    Model outside = OwnModels.of(shared, new Pair(shared, shared), Linear.of(2, 1));
    assertThatThrownBy(() -> write(outside))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[network] expected 0.weight and 1.first.weight as one parameter, found from the"
                + " description two; share a whole layer among built-in containers, or have one"
                + " layer of your own share inside, which its LayerProvider builds the same way");
    Model apart = OwnModels.of(new Pair(Linear.of(2, 2), Linear.of(2, 2)), Linear.of(2, 1));
    assertThatThrownBy(() -> write(apart))
        .hasMessageStartingWith(
            "[network] expected 0.first.weight and 0.second.weight as two parameters, found from"
                + " the description one");
  }

  @Test
  void headsShareToo() {
    Linear shared = Linear.of(2, 2);
    Heads heads = Heads.of("a", Sequential.of(shared, Linear.of(2, 1)), "b", shared);
    Sequential read = again(heads, Linear.of(3, 1));
    List<Layer> inside = List.copyOf(read.layers().getFirst().children().values());
    assertThat(((Sequential) inside.get(0)).layers().getFirst()).isSameAs(inside.get(1));
  }

  @Test
  void placesFromADamagedFileAreRefused() {
    LayerSpec spec = Sequential.of(Linear.of(2, 2), Relu.of(), Linear.of(2, 2)).spec();
    assertThat(LayerRegistry.of(spec, Map.of("2", "0")).parameters()).hasSize(4);
    refused(spec, "2", "1", "at 2 the layer of 1, which it shares, found another kind of layer");
    refused(spec, "0", "2", "at 0 the layer of 2, which it shares, found no layer there before it");
    refused(spec, "2.0", "0", "a layer at 2.0, which is shared, found none");
    refused(spec, "", "0", "at  the layer of 0, which it shares, found no layer");
  }

  private static void refused(LayerSpec spec, String place, String first, String message) {
    assertThatThrownBy(() -> LayerRegistry.of(spec, Map.of(place, first)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void sharedWeightsThatDifferInTheFileAreRefused() {
    Linear shared = Linear.of(2, 2);
    Model model = OwnModels.of(shared, Relu.of(), shared, Linear.of(2, 1));
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    Map<String, Object> described =
        PredictorWriter.describe(PredictorCodecs.BUILT_IN, model.predictor(), arrays);
    arrays.put("2.bias", new Safetensors.Array(new int[] {2}, new float[] {5, 6}));
    PredictorReader reader =
        new PredictorReader(
            PredictorCodecs.BUILT_IN,
            json(described),
            new Safetensors(arrays, Map.of()),
            "the file");
    assertThatThrownBy(reader::predictor)
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[array 0.bias] expected the values of the parameter that it shares, which has several"
                + " names, found others");
  }

  private static JsonObject json(Map<String, Object> described) {
    try {
      return JsonObject.of("predictor", Json.parse(Json.write(described)));
    } catch (Json.SyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
