package org.jpsi.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of ROOT 5.18 to 6.22 and of others' programs, against sums that uproot 5.7.7 and numpy
/// give.
class SharedDataTest {
  private static double sum(NumberColumn column) {
    double sum = 0;
    for (double value : column.toDoubles()) {
      sum += value;
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({
    "higgs/Higgs_data.root, sig_tree, m_bb, 10000, 8946.506092980504",
    "higgs/Higgs_data.root, bkg_tree, lepton_eta, 10000, 40.07699015294202",
    "higgs/Higgs_data.root, bkg_tree, jet4_b-tag, 10000, 9707.588120818138",
    "tmva_class/tmva_class_example.root, TreeB, weight, 6000, 2158.3825280393194",
    "tmva_class/tmva_class_example.root, TreeS, var4, 6000, 4627.296540496463",
    "tmva_regression/tmva_reg_example.root, TreeR, fvalue, 10000, 1345419.7668864727",
    "tmva_multiclass/tmva_multiclass_example.root, TreeB2, var3, 2000, 27.912362276925705",
    "hzz_jagged/uproot-HZZ-zstd.root, events, EventWeight, 2421, 16.922521416134224",
    "hzz_jagged/uproot-HZZ-lzma.root, events, NJet, 2421, 2773.0",
    "hzz_jagged/uproot-HZZ.root, events, MET_px, 2421, 577.7299035903998",
    "nanoaod/nano_dy.root, Events, event, 40, 149992783.0",
    "nanoaod/nano_dy.root, Events, genWeight, 40, 578762.435546875",
    "nanoaod/nano_dy.root, Events, PV_z, 40, -12.35496711730957",
    "nanoaod/nanoAOD_2015_CMS_Open_Data_ttbar.root, Events, MET_pt, 200, 7488.3375153541565",
    "nanoaod/nanoAOD_2015_CMS_Open_Data_ttbar.root, Events, nJet, 200, 537.0"
  })
  void sumsAgreeWithUproot(String file, String tree, String column, int rows, double sum) {
    Table table = Tables.read(Fixtures.data(file), tree, List.of(column));
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(sum(table.numbers(column))).isCloseTo(sum, within(1e-9 * Math.abs(sum)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-lz4", "-lzma", "-uncompressed", "-zstd", ""})
  void oneSampleIsTheSameInAllCompressions(String compression) {
    Table zlib = Tables.read(Fixtures.data("hzz_jagged/uproot-HZZ-zlib.root"), null);
    Table other = Tables.read(Fixtures.data("hzz_jagged/uproot-HZZ" + compression + ".root"), null);
    assertThat(zlib.columns()).hasSize(51);
    SameTable.check(other, zlib);
  }

  @Test
  void filesOfOtherWritersAndOldVersionsAreSound() {
    // entries counted in a double (Geant4), an index that is skipped, a folder without keys
    Table geant = Tables.read(Fixtures.data("odd_root/uproot-issue-250.root"), "B4");
    assertThat(sum(geant.numbers("Eabs"))).isCloseTo(45619.54913196496, within(1e-6));
    Table like = Tables.read(Fixtures.data("odd_root/g4-like.root"), "mytree");
    assertThat(sum(like.numbers("i32"))).isEqualTo(15);
    Table indexed = Tables.read(Fixtures.data("odd_root/ttreeindex.root"), "t");
    assertThat(sum(indexed.numbers("val"))).isEqualTo(18);
    assertThat(Tables.trees(Fixtures.data("odd_root/directory-without-keys.root")))
        .extracting(TreeInfo::name, TreeInfo::events)
        .containsExactly(tuple("SlimMC", 10L), tuple("Streams", 1L));
    Table texts = Tables.read(Fixtures.data("odd_root/uproot-issue413.root"), null);
    assertThat(((TextColumn) texts.column("Str")).value(4)).isEqualTo("evt-4");
  }

  @Test
  void nanoaodIsReadWhole() {
    Path file = Fixtures.data("nanoaod/nano_dy.root");
    try (EventSource source = Tables.open(file, "Events")) {
      assertThat(source.columns()).hasSize(1499);
      assertThat(source.unreadable()).isEmpty();
      assertThat(source.columns())
          .extracting(Column::name, Column::typeName)
          .contains(
              tuple("event", "uint64"),
              tuple("HLT_IsoMu24", "bool"),
              tuple("Electron_pt", "float32[]"));
    }
    Table table = Tables.read(file, "Events");
    assertThat(table.columns()).extracting(Column::rows).containsOnly(40);
  }

  @Test
  void csvFilesOfOthersAreRead() {
    Table magic = Tables.read(Fixtures.data("magic/train.csv"), null);
    assertThat(magic.rows()).isEqualTo(15216);
    assertThat(magic.column("class").typeName()).isEqualTo("text");
    Table dimuon = Tables.read(Fixtures.data("dimuon/Zmumu_Run2011A.csv"), null);
    assertThat(dimuon.rows()).isEqualTo(10583);
    assertThat(dimuon.column("Event").typeName()).isEqualTo("int64");
    assertThat(dimuon.column("pt1").typeName()).isEqualTo("float64");
  }
}
