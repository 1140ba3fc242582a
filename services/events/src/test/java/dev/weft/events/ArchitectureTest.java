package dev.weft.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.weft.events.catalog.EventType;
import dev.weft.testsupport.rules.WeftArchitecture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheHouseRules() {
    WeftArchitecture.of("dev.weft.events").withDomain("dev.weft.events..").check();
  }

  @Test
  void theCatalogListsEveryEventOnce() {
    List<String> events =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.weft.events")
                .stream()
                .filter(type -> type.isAssignableTo(WeftEvent.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .toList();

    assertThat(Arrays.stream(EventType.values()).map(type -> type.record().getName()))
        .containsExactlyInAnyOrderElementsOf(events);
  }
}
