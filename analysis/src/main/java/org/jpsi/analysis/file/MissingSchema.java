package org.jpsi.analysis.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.ValueType.ConvertedType;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.MapType;
import org.jpsi.core.events.MissingCodes;

/// Schema of the key `missing`: a code or several of each column, by its name or a pattern.
final class MissingSchema {
  private static final MapType<List<Double>> CODES =
      new MapType<>(
          "codes of missing values by column, as in {Jet_pt: -999}",
          new ListType<>(
              "a number, or a list of numbers",
              NumberType.ANY,
              false,
              ListType.Single.READ_AND_WRITTEN),
          "the name of a column, in which `*` stands for any characters and `?` for one",
          name -> !name.isBlank(),
          "^.*\\S.*$");

  static final Key<AnalysisFile, MissingCodes> MISSING =
      Key.withDefault(
          "missing",
          new ConvertedType<Map<String, List<Double>>, MissingCodes>(
              CODES, MissingCodes::new, MissingCodes::byName),
          new Default.Absent<>("no codes: only NaN is missing"),
          analysis -> Optional.of(analysis.missing()).filter(codes -> !codes.isEmpty()),
          "Codes of missing values, by column or pattern: `{Jet_pt: -999, \"el_*\": [-99, 9999]}`."
              + " They are NaN where the column is read, here and where the model is applied."
              + " Selections and other expressions say `isnan(Jet_pt)`.");

  private MissingSchema() {}
}
