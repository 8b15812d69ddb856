package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Names, first weights, statistics, checks and shapes of a layer that says its children alone.
class ChildrenTest {
  @Test
  void namesAreThoseOfPyTorch() {
    Sequential net = Sequential.of(new Twins(), Relu.of());
    assertThat(net.parameters())
        .extracting(Parameter::name)
        .containsExactly(
            "0.scale",
            "0.left.weight",
            "0.left.bias",
            "0.right.weight",
            "0.right.bias",
            "0.norm.weight",
            "0.norm.bias");
    assertThat(net.buffers())
        .extracting(Parameter::name)
        .containsExactly("0.norm.running_mean", "0.norm.running_var");
    assertThat(net.spec().layers().getFirst())
        .isEqualTo(
            new LayerSpec(
                "Twins",
                Map.of(),
                List.of(Linear.of(3, 4).spec(), Linear.of(3, 4).spec(), BatchNorm.of(4).spec())));
  }

  @Test
  void twinsBeginDifferentAndAnyNetworkOfASeedTheSame() {
    Twins one = new Twins();
    Twins other = new Twins();
    one.initialize(Rng.of(5));
    other.initialize(Rng.of(5));
    assertThat(one.left.parameters().getFirst().tensor().toArray())
        .isNotEqualTo(one.right.parameters().getFirst().tensor().toArray())
        .isEqualTo(other.left.parameters().getFirst().tensor().toArray());
    assertThat(one.scale.tensor().toArray()).containsExactly(1, 2, 3, 4);
    Linear alone = Linear.of(3, 4);
    alone.initialize(Rng.of(5).child("right"));
    assertThat(one.right.parameters().getFirst().tensor().toArray())
        .isEqualTo(alone.parameters().getFirst().tensor().toArray());
  }

  @Test
  void statisticsInsideSettle() {
    Twins twins = new Twins();
    Sequential net = Sequential.of(Residual.of(Linear.of(3, 3)), twins);
    net.initialize(Rng.of(1));
    Tensor x = Tensor.normal(Shape.of(400, 3), Rng.of(2), 0).mul(5).add(3);
    Tensor calibrated = net.calibrate(x);
    assertThat(calibrated.toArray())
        .isEqualTo(net.forward(x, Mode.inference()).toArray())
        .isEqualTo(net.calibrate(Inputs.of("x", x)).toArray());
    Tensor normalized = calibrated.div(twins.scale.tensor().detach());
    assertThat(normalized.mean(0).toArray()).containsExactly(new float[4], within(1e-4f));
    assertThat(normalized.variance(0).toArray())
        .containsExactly(new float[] {1, 1, 1, 1}, within(1e-2f));
  }

  @Test
  void aLayerThatCalibratesInItsOwnWayIsAskedInAContainer() {
    Parameter seen = Parameter.of("seen", Shape.of(1));
    Layer counting =
        new Layer() {
          @Override
          public Tensor forward(Tensor x, Mode mode) {
            return x;
          }

          @Override
          public Tensor calibrate(Tensor x) {
            seen.set(new float[] {x.shape().size(0)});
            return x;
          }
        };
    Sequential.of(Relu.of(), Residual.of(counting)).calibrate(Tensor.zeros(7, 2));
    assertThat(seen.tensor().item()).isEqualTo(7);
  }

  @Test
  void valuesInsideAreChecked() {
    Twins twins = new Twins();
    twins.buffers().getLast().set(new float[] {1, -1, 1, 1});
    assertThatThrownBy(() -> Sequential.of(twins).verify())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("variances that are not negative");
  }

  @Test
  void outputsAreThoseOfAPass() {
    assertThat(new Twins().outputs(Shape.of(3))).isEqualTo(Shape.of(4));
    assertThat(Sequential.of(new Twins(), Linear.of(4, 2)).outputs(Shape.of(3)))
        .isEqualTo(Shape.of(2));
    assertThatThrownBy(() -> new Twins().outputs(Shape.of(5)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[Twins layer] expected inputs that it takes, found shape [5]: linear of [2, 5],"
                + " weight [4, 3], bias [4];"
                + " it was asked by a pass of 2 events of zeros in inference; write outputs(..)"
                + " where it takes none");
    Layer mean = (x, mode) -> x.mean(0);
    assertThatThrownBy(() -> mean.outputs(Shape.of(5)))
        .hasMessage(
            "[function layer] expected outputs for each event, of shape [events, ..], found [5] for"
                + " 2 events");
    assertThat(((Layer) (x, mode) -> x.reshape(-1, 2, 3)).outputs(Shape.of(6)))
        .isEqualTo(Shape.of(2, 3));
  }

  @Test
  void inputsByNameAreThoseOfAPassToo() {
    MultiInputLayer product = (x, mode) -> x.get("a").mul(x.get("b"));
    assertThat(product.outputs(Inputs.of("a", Shape.of(4)).with("b", Shape.of(1))))
        .isEqualTo(Shape.of(4));
    assertThatThrownBy(() -> product.outputs(Shape.of(4)))
        .hasMessageContaining("several inputs by name");
  }

  @Test
  void frozenLayersAreThoseInsideToo() {
    Twins twins = new Twins();
    Sequential net = Sequential.of(twins, Linear.of(4, 1));
    twins.freeze();
    assertThat(net.parameters().stream().filter(p -> !p.frozen()))
        .extracting(Parameter::name)
        .containsExactly("1.weight", "1.bias");
    twins.unfreeze();
    assertThat(net.parameters()).noneMatch(Parameter::frozen);
  }

  @Test
  void namesAreCheckedAndPlacesAreNames() {
    assertThat(Children.list(List.of(Relu.of(), Tanh.of())).keySet()).containsExactly("0", "1");
    assertThat(Relu.of().children()).isEmpty();
    Layer r = Relu.of();
    Layer t = Tanh.of();
    assertThat(Children.of("a", r, "b", t, "c", r, "d", t, "e", t).values())
        .containsExactly(r, t, r, t, t);
    assertThat(Children.of("a", r, "b", t, "c", r, "d", t, "e", t, "f", r).keySet())
        .containsExactly("a", "b", "c", "d", "e", "f");
    for (List<String> names : List.of(List.of("a", "a"), List.of("a", "b.c"), List.of("", "b"))) {
      assertThatThrownBy(() -> Children.of(names, List.of(Relu.of(), Relu.of())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("children: expected names without a dot, each once, found `");
    }
    assertThatThrownBy(() -> Children.of(List.of("a"), List.of()))
        .hasMessage("children: expected a name for each layer, found 1 names and 0 layers");
  }

  /// A layer whose children are set after it is made.
  private static final class Holder implements Layer {
    private @Nullable SequencedMap<String, Layer> children;

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x;
    }

    @Override
    @SuppressWarnings("NullAway") // as a user's may be
    public SequencedMap<String, Layer> children() {
      return children;
    }
  }

  @Test
  @SuppressWarnings("NullAway") // as a user's may be
  void childrenThatAreNoneAreRefusedByTheirLayer() {
    Holder holder = new Holder();
    Sequential net = Sequential.of(Relu.of(), holder);
    assertThatThrownBy(net::parameters)
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[Holder layer] expected children() by name, found null; return Children.of(..), or"
                + " leave children() out where there are none");
    assertThatThrownBy(() -> net.initialize(Rng.of(1))).hasMessageContaining("found null; return");
    assertThatThrownBy(net::spec).hasMessageContaining("found null; return");
    SequencedMap<String, Layer> missing = new LinkedHashMap<>();
    missing.put("left", null);
    holder.children = missing;
    assertThatThrownBy(net::parameters)
        .hasMessage(
            "[Holder layer] expected children() by name, found null called `left`; set its field"
                + " before children() is called");
    assertThatThrownBy(() -> Children.of("a", Relu.of(), "b", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "children: expected a layer called `b`, found null; set its field before children() is"
                + " called");
  }

  @Test
  void aLayerInsideItselfIsRefused() {
    Holder holder = new Holder();
    holder.children = Children.of("self", holder);
    String itself =
        "[Holder layer] expected children() by name, found the layer itself, or a layer that has it"
            + " inside; return the layers inside it alone";
    assertThatThrownBy(holder::parameters).isInstanceOf(InputException.class).hasMessage(itself);
    holder.children = Children.of("net", Sequential.of(Relu.of(), holder));
    assertThatThrownBy(holder::buffers).hasMessage(itself);
  }

  @Test
  @SuppressWarnings("NullAway") // as a user's may be
  void aForwardThatReturnsNullIsRefused() {
    Layer nothing = (x, mode) -> null;
    assertThatThrownBy(() -> Sequential.of(nothing).outputs(Shape.of(3)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[layer 0: function layer] expected outputs for each event, of shape [events, ..],"
                + " found null, which forward returned");
  }
}
