package org.jpsi.core.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.TabularColumn;
import org.jpsi.core.tensor.TabularColumn.Category;
import org.jpsi.core.tensor.TabularColumn.Numeric;
import org.jpsi.core.tensor.TabularColumns;
import org.jpsi.core.tensor.Tensor;

/// Encoding of the columns of a table, the first layer of a network: `[events, columns]` to
/// `[events, outputs]`, as {@link Tensor#encodeColumns} says. Numbers, scaled by median and
/// interquartile range, become a smoothly clipped value, one that keeps tails, and a periodic
/// embedding with a linear layer (PBLD without its DenseNet: Holzmueller et al., arXiv:2407.04491);
/// categories become indicators or vectors.
///
/// Parameters: `frequencies` begin normal with deviation sigma, `phases` uniform within pi,
/// `weight` and `bias` uniform within `1 / sqrt(frequencies)`; `scale`, a factor for each output,
/// with 1; the vectors of column i's categories, `embedding{i}`, standard normal.
public final class TabularEncoding implements Layer {
  static final String TYPE = "tabularEncoding";

  private static final int MAX_FREQUENCIES = 1024;
  private static final int MAX_COLUMNS = 1 << 16;

  /// What numbers become.
  ///
  /// @param frequencies of their periodic embedding; 0 for none
  /// @param sigma the deviation of the frequencies as they begin
  /// @param width the numbers of the embedding
  /// @param tails whether `asinh(x)` is an output
  /// @param clip whether the clipped value is
  public record Settings(int frequencies, double sigma, int width, boolean tails, boolean clip) {
    public static final Settings DEFAULT = new Settings(16, 0.3, 3, true, true);

    public Settings {
      SettingCheck.within(TYPE, "frequencies", frequencies, 0, MAX_FREQUENCIES);
      SettingCheck.within(TYPE, "sigma", sigma, 1e-6, 1e6);
      SettingCheck.within(TYPE, "width", width, 1, MAX_FREQUENCIES);
      SettingCheck.require(
          frequencies > 0 || tails || clip, TYPE, "frequencies", "1 or more, or tails", 0);
    }
  }

  private final Settings settings;
  private final TabularColumns columns;
  private final List<Parameter> parameters;

  private TabularEncoding(Settings settings, TabularColumns columns) {
    this.settings = settings;
    this.columns = columns;
    this.parameters = parameters(columns);
  }

  private static List<Parameter> parameters(TabularColumns columns) {
    List<String> names = new ArrayList<>();
    if (columns.hasWaves()) {
      names.addAll(List.of("frequencies", "phases", "weight", "bias"));
    }
    names.add("scale");
    for (int i = 0; i < columns.inputs(); i++) {
      if (columns.columns().get(i) instanceof Category(_, var width) && width > 0) {
        names.add("embedding" + i);
      }
    }
    List<Shape> shapes = columns.parameters();
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      parameters.add(Parameter.of(names.get(i), shapes.get(i)));
    }
    return List.copyOf(parameters);
  }

  /// An encoding with the default settings.
  public static TabularEncoding of(List<? extends TabularColumn> columns) {
    return of(columns, Settings.DEFAULT);
  }

  /// One that encodes numbers as `settings` say.
  public static TabularEncoding of(List<? extends TabularColumn> columns, Settings settings) {
    TabularEncoding encoding = unset(columns, settings);
    encoding.initialize(Rng.of(0));
    return encoding;
  }

  private static TabularEncoding unset(List<? extends TabularColumn> columns, Settings settings) {
    SettingCheck.within(TYPE, "columns", columns.size(), 1, MAX_COLUMNS);
    return new TabularEncoding(settings, columns(columns, settings));
  }

  private static TabularColumns columns(List<? extends TabularColumn> columns, Settings settings) {
    return new TabularColumns(
        List.copyOf(columns),
        settings.clip(),
        settings.tails(),
        settings.frequencies(),
        settings.width());
  }

  static TabularEncoding from(LayerSpec spec) {
    return unset(specified(spec), settings(spec));
  }

  static long values(LayerSpec spec) {
    List<TabularColumn> found = specified(spec);
    Settings settings = settings(spec);
    long numeric = found.stream().filter(Numeric.class::isInstance).count();
    long waves = settings.frequencies();
    long width = waves == 0 ? 0 : settings.width();
    long outputs = numeric * ((settings.clip() ? 1 : 0) + (settings.tails() ? 1 : 0) + width);
    long values = numeric * (2 * waves + width * waves + width);
    for (TabularColumn column : found) {
      switch (column) {
        case Numeric(var levels, var missing) -> outputs += levels.size() + (missing ? 1 : 0);
        case Category(var categories, var vector) -> {
          outputs += vector > 0 ? vector : categories;
          values += (long) vector * categories;
        }
      }
    }
    return values + outputs;
  }

  private static Settings settings(LayerSpec spec) {
    return new Settings(
        spec.integer("frequencies", 0, MAX_FREQUENCIES),
        spec.number("sigma", 1e-6, 1e6),
        spec.integer("width", 1, MAX_FREQUENCIES),
        spec.flag("tails"),
        spec.flag("clip"));
  }

  // A column of the description: `numeric`, `numeric missing`, `numeric levels -1.0 2.0`,
  // `numeric missing levels 1.0`, `category 5`, `category 40 vector 8`.
  private static String text(TabularColumn column) {
    return switch (column) {
      case Numeric(var levels, var missing) -> {
        StringBuilder text = new StringBuilder(missing ? "numeric missing" : "numeric");
        text.append(levels.isEmpty() ? "" : " levels");
        levels.forEach(level -> text.append(' ').append(level));
        yield text.toString();
      }
      case Category(var categories, var width) ->
          "category " + categories + (width > 0 ? " vector " + width : "");
    };
  }

  private static List<TabularColumn> specified(LayerSpec spec) {
    List<String> texts = spec.strings("columns");
    SettingCheck.within(TYPE, "columns", texts.size(), 1, MAX_COLUMNS);
    return texts.stream().map(TabularEncoding::column).toList();
  }

  private static TabularColumn column(String text) {
    List<String> words = Arrays.asList(text.split(" ", -1));
    try {
      if (words.getFirst().equals("numeric")) {
        boolean missing = words.size() > 1 && words.get(1).equals("missing");
        List<String> rest = words.subList(missing ? 2 : 1, words.size());
        if (rest.isEmpty() || rest.getFirst().equals("levels")) {
          List<Float> levels = rest.stream().skip(1).map(Float::valueOf).toList();
          return new Numeric(levels, missing);
        }
      } else if (words.getFirst().equals("category") && words.size() == 2) {
        return new Category(Integer.parseInt(words.get(1)), 0);
      } else if (words.getFirst().equals("category")
          && words.size() == 4
          && words.get(2).equals("vector")) {
        return new Category(Integer.parseInt(words.get(1)), Integer.parseInt(words.get(3)));
      }
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
    throw unknown(text);
  }

  private static InputException unknown(String text) {
    return InputException.at("layer " + TYPE)
        .expected(
            "`columns`: each `numeric`, `numeric missing`, `numeric levels 0.0 1.0`,"
                + " `category 5` or `category 40 vector 8`")
        .found("`" + text + "`")
        .exception();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return x.encodeColumns(columns, parameters.stream().map(Parameter::tensor).toList());
  }

  /// The columns and what becomes of each.
  public TabularColumns columns() {
    return columns;
  }

  /// What numbers become.
  public Settings settings() {
    return settings;
  }

  @Override
  public List<Parameter> ownParameters() {
    return parameters;
  }

  @Override
  public void initializeOwn(Rng rng) {
    double within = 1 / Math.sqrt(Math.max(1, settings.frequencies()));
    for (Parameter parameter : parameters) {
      int count = parameter.shape().count();
      Rng own = rng.child(parameter.name());
      parameter.set(
          switch (parameter.name()) {
            case "frequencies" -> normal(settings.sigma(), count, own);
            case "phases" -> Init.within(Math.PI, count, own);
            case "weight", "bias" -> Init.within(within, count, own);
            case "scale" -> {
              float[] ones = new float[count];
              Arrays.fill(ones, 1);
              yield ones;
            }
            default -> normal(1, count, own);
          });
    }
  }

  private static float[] normal(double deviation, int count, Rng rng) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * rng.normal(i));
    }
    return values;
  }

  @Override
  public boolean missingValues(int feature) {
    return feature < columns.inputs()
        && columns.columns().get(feature) instanceof Numeric(_, var missing)
        && missing;
  }

  @Override
  public Shape outputs(Shape inputs) {
    LayerWidths.only("tabularEncoding layer", columns.inputs(), inputs);
    return Shape.of(columns.outputs());
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of(
        TYPE,
        Map.of(
            "columns",
            columns.columns().stream().map(TabularEncoding::text).toList(),
            "frequencies",
            settings.frequencies(),
            "sigma",
            settings.sigma(),
            "width",
            settings.width(),
            "tails",
            settings.tails(),
            "clip",
            settings.clip()));
  }

  @Override
  public String toString() {
    return "TabularEncoding(" + columns.inputs() + ", " + columns.outputs() + ")";
  }
}
