package org.jpsi.core.loss;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Scalar;
import org.jpsi.core.tensor.Tensor;

/// Losses of a network with several heads ({@link org.jpsi.core.nn.Heads}): the sum of each head's
/// loss times its weight.
///
/// ```java
/// HeadLosses.of(
///     Head.of("signal", new BinaryCrossEntropy()),
///     Head.of("mass", new MeanSquaredError()).withWeight(0.3));
/// ```
///
/// Output `[events, outputs]`, the heads' side by side in their order; target `[events, targets]`,
/// likewise unless a head names its column. A head's mean loss on the validation events is told
/// after every epoch (`TrainingListener.heads`).
///
/// @param heads in the order of the network's
public record HeadLosses(List<Head> heads) implements Loss {
  /// Loss of one head.
  ///
  /// @param outputs of the head, 1 unless {@link #withOutputs}
  /// @param targets of its loss, 1 unless {@link #withTargets}
  /// @param column the first of its targets; below 0: behind those of the head before
  /// @param weight factor on the loss, 1 unless {@link #withWeight}
  public record Head(String name, Loss loss, int outputs, int targets, int column, Scalar weight) {
    public Head {
      SettingCheck.require(outputs >= 1, "head " + name, "outputs", "of 1 or more", outputs);
      SettingCheck.require(targets >= 1, "head " + name, "targets", "of 1 or more", targets);
    }

    /// A head of one output that learns one target, the one behind those of the head before.
    public static Head of(String name, Loss loss) {
      return new Head(name, loss, 1, 1, -1, Scalar.of(1));
    }

    /// With so many outputs, such as one for each class.
    public Head withOutputs(int number) {
      return new Head(name, loss, number, targets, column, weight);
    }

    /// With so many targets.
    public Head withTargets(int number) {
      return new Head(name, loss, outputs, number, column, weight);
    }

    /// With the targets that begin at this column, from 0, of the dataset's.
    public Head withColumn(int first) {
      SettingCheck.require(first >= 0, "head " + name, "column", "of 0 or more", first);
      return new Head(name, loss, outputs, targets, first, weight);
    }

    private Head with(Loss other) {
      return new Head(name, other, outputs, targets, column, weight);
    }

    /// With a factor on its loss.
    public Head withWeight(double factor) {
      SettingCheck.require(
          Double.isFinite(factor), "head " + name, "weight", "a finite number", factor);
      return withWeight(Scalar.of(factor));
    }

    /// With a factor on its loss that is set during the training.
    public Head withWeight(Scalar factor) {
      return new Head(name, loss, outputs, targets, column, factor);
    }
  }

  /// Columns of a head: the first of its outputs and the first of its targets.
  private record Place(Head head, int output, int target) {}

  public HeadLosses {
    heads = List.copyOf(heads);
    Set<String> names = new HashSet<>();
    if (heads.isEmpty() || !heads.stream().allMatch(head -> names.add(head.name))) {
      throw InputException.at("head losses")
          .expected("one head or more, each once")
          .found(heads.isEmpty() ? "none" : heads.stream().map(Head::name).toList().toString())
          .exception();
    }
  }

  public static HeadLosses of(Head... heads) {
    return new HeadLosses(List.of(heads));
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    int output = 0;
    int target = 0;
    for (Head head : heads) {
      int column = head.column < 0 ? target : head.column;
      places.add(new Place(head, output, column));
      output += head.outputs;
      target = column + head.targets;
    }
    return places;
  }

  private List<String> names() {
    return heads.stream().map(Head::name).toList();
  }

  private int outputs() {
    return heads.stream().mapToInt(Head::outputs).sum();
  }

  private int targets() {
    return places().stream().mapToInt(place -> place.target + place.head.targets).max().orElse(0);
  }

  @Override
  public String name() {
    return "heads";
  }

  @Override
  public List<Loss> parts() {
    return heads.stream().map(Head::loss).toList();
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> weights = new LinkedHashMap<>();
    heads.forEach(head -> weights.put(head.name, (double) head.weight.get()));
    return weights;
  }

  @Override
  public Tensor forward(Tensor output, Tensor target, Tensor weight) {
    List<Tensor> terms = new ArrayList<>();
    for (Place place : places()) {
      Tensor value = of(place, output, target, weight);
      terms.add(value.mul(place.head.weight.tensor()));
    }
    return terms.stream().reduce(Tensor::add).orElseThrow();
  }

  /// The loss of one head: the sum over events of `w l` without the head's weight.
  ///
  /// @throws InputException where there is no head of this name
  public Tensor forward(String head, Tensor output, Tensor target, Tensor weight) {
    return places().stream()
        .filter(place -> place.head.name.equals(head))
        .findFirst()
        .map(place -> of(place, output, target, weight))
        .orElseThrow(() ->
            InputException.at("head losses")
                .expected("one of the heads " + String.join(", ", names()))
                .found("`" + head + "`")
                .nearest(head, names())
                .exception());
  }

  private Tensor of(Place place, Tensor output, Tensor target, Tensor weight) {
    int events = weight.count();
    int given = events == 0 ? 0 : target.count() / events;
    if (output.count() != events * outputs() || (events > 0 && given < targets())) {
      throw LossShapes.mismatch(
          name(),
          output,
          target,
          weight,
          ": expected "
              + (outputs() + " outputs and " + targets() + " targets of the heads ")
              + String.join(", ", names()));
    }
    Head head = place.head;
    Tensor its = output.reshape(events, outputs());
    Tensor learned = target.reshape(events, given);
    return head.loss.forward(
        its.slice(1, place.output, place.output + head.outputs),
        learned.slice(1, place.target, place.target + head.targets),
        weight);
  }

  /// Additive where all are.
  @Override
  public boolean additive() {
    return heads.stream().allMatch(head -> head.loss.additive());
  }

  /// Each head's own.
  @Override
  public int validationBatch(int batch, int events) {
    return heads.stream()
        .mapToInt(head -> head.loss.validationBatch(batch, events))
        .max()
        .orElse(batch);
  }

  @Override
  public Loss inEpoch(int epoch, int epochs) {
    return new HeadLosses(
        heads.stream().map(head -> head.with(head.loss.inEpoch(epoch, epochs))).toList());
  }

  /// Range of targets that all heads which learn this column take.
  @Override
  public TargetRange targets(int outputs, int column) {
    TargetRange all = TargetRange.FINITE;
    for (Place place : places()) {
      Head head = place.head;
      if (column >= place.target && column < place.target + head.targets) {
        TargetRange one = head.loss.targets(head.outputs, column - place.target);
        all =
            new TargetRange(
                Math.max(all.min(), one.min()),
                Math.min(all.max(), one.max()),
                all.integer() || one.integer());
      }
    }
    return all;
  }

  /// The predictions of all heads, side by side.
  @Override
  public Tensor response(Tensor output) {
    List<Tensor> responses = new ArrayList<>();
    for (Place place : places()) {
      Tensor its = output.slice(-1, place.output, place.output + place.head.outputs);
      responses.add(place.head.loss.response(its));
    }
    return Tensor.concat(-1, responses);
  }
}
