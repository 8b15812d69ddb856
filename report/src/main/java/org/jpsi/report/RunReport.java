package org.jpsi.report;

import java.util.List;
import java.util.Optional;

/// Everything a report is made from. The same input gives the same bytes.
///
/// @param features what the network saw, with the values of the training events in the order of the
///   part TRAIN; a binary or multiclass task finds their classes there
/// @param parts TRAIN, and VALIDATION and TEST where there are any, in this order
public record RunReport(
    Task task,
    Description description,
    List<Feature> features,
    Network network,
    Learning learning,
    List<Part> parts) {

  public RunReport {
    features = List.copyOf(features);
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.getFirst().name() != Part.Name.TRAIN) {
      throw new IllegalArgumentException("no training part, or not the first");
    }
    for (Part part : parts) {
      if (part.outputs().length != task.outputs()) {
        throw new IllegalArgumentException(
            part.name().word()
                + ": "
                + part.outputs().length
                + " outputs, expected "
                + task.outputs());
      }
    }
    for (Feature feature : features) {
      if (feature.values().length != parts.getFirst().events()) {
        throw new IllegalArgumentException(
            "feature "
                + feature.name()
                + " of "
                + feature.values().length
                + " events, training part of "
                + parts.getFirst().events());
      }
    }
  }

  /// The part of this name, if the run has one.
  public Optional<Part> part(Part.Name name) {
    return parts.stream().filter(p -> p.name() == name).findFirst();
  }

  /// The run in words. All text may hold any character; the report escapes it.
  ///
  /// @param name of the analysis
  /// @param yaml the analysis file as it ran, every default written out
  /// @param notes what the run warned of: columns left out and why, constant features, ...
  /// @param weights where event weights come from: `genWeight * lumi`, or empty where every event
  ///   counts as one
  /// @param weightsAreYields whether weights are expected numbers of events, so that significances
  ///   can be given
  /// @param provenance further lines as name and value: seed, version, input files
  public record Description(
      String name,
      String yaml,
      List<String> notes,
      String weights,
      boolean weightsAreYields,
      List<Line> provenance) {
    public Description {
      notes = List.copyOf(notes);
      provenance = List.copyOf(provenance);
    }
  }

  public record Line(String name, String value) {}

  /// @param unit as in {@link org.jpsi.core.table.Column}: `""` where unknown, `"1"` for none
  /// @param values one per training event; read, never changed, not copied
  public record Feature(String name, String unit, float[] values) {}

  /// What learned: a network, or trees or neighbours in its place.
  ///
  /// @param byGradients whether it is a network, trained in epochs
  /// @param layers from input to output
  public record Network(boolean byGradients, List<Layer> layers) {
    public Network {
      layers = List.copyOf(layers);
    }

    /// A network.
    public Network(List<Layer> layers) {
      this(true, layers);
    }

    /// What the report calls it.
    String noun() {
      return byGradients ? "network" : "model";
    }

    /// What it was trained in, one after the other.
    String step() {
      return byGradients ? "epoch" : "round";
    }
  }

  /// @param kind as shown: `linear`, `relu`, `dropout 0.1`
  /// @param width how many numbers come out
  /// @param parameters how many are trained
  public record Layer(String kind, int width, long parameters) {}

  /// How training went.
  ///
  /// @param best the epoch whose weights were kept, counted from one
  /// @param metric name of the metric of the epochs: `AUC`, `accuracy`, `RMSE`
  /// @param ending why training ended, in words: `no improvement in 8 epochs`, `all 50 epochs done`
  /// @param beside what else was made small, or averaged, in sentences; empty where nothing was
  public record Learning(
      List<Epoch> epochs, int best, String metric, String ending, String beside) {
    public Learning {
      epochs = List.copyOf(epochs);
    }
  }

  /// @param epoch counted from one
  /// @param validationLoss NaN where there is no validation part
  /// @param metric of the validation events; NaN where there is none
  /// @param eventsPerSecond training events over wall time; NaN where unknown or not to be shown
  public record Epoch(
      int epoch, double trainLoss, double validationLoss, double metric, double eventsPerSecond) {}
}
