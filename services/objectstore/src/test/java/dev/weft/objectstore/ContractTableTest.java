package dev.weft.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testsupport.stores.StoreProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ContractTableTest {

  @Test
  void hasARowForEachTestOfTheContractAndNoOther() {
    List<String> tests =
        Arrays.stream(StoreContract.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> method.getAnnotation(DisplayName.class).value())
            .toList();
    assertThat(ContractTable.rows()).containsExactlyInAnyOrderElementsOf(tests);
  }

  @Test
  void saysWhichVersionOfEachStoreWasTried() {
    List<String> programs =
        Stream.of(StoreProgram.values())
            .map(program -> program.title() + " " + program.version())
            .toList();
    assertThat(ContractTable.stores().subList(1, ContractTable.stores().size()))
        .isEqualTo(programs);
  }
}
