package dev.weft.testsupport.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Architecture rules that the compiler does not check. Each module's tests call it in one line:
 *
 * <pre>{@code WeftArchitecture.of("dev.weft.imaging").withDomain("dev.weft.imaging..").check();}
 * </pre>
 *
 * <p>Checks the main classes of the package and its subpackages, without test classes. Needs only
 * {@code archunit-junit5} on the test class path.
 */
public final class WeftArchitecture {

  private static final String[] FRAMEWORKS = {
    "io.quarkus..",
    "jakarta.enterprise..",
    "jakarta.inject..",
    "jakarta.ws.rs..",
    "org.eclipse.microprofile..",
    "io.smallrye..",
    "org.jboss.resteasy.."
  };

  private final String root;
  private final String[] domain;
  private final boolean streamsAllowed;

  private WeftArchitecture(String root, String[] domain, boolean streamsAllowed) {
    this.root = root;
    this.domain = domain;
    this.streamsAllowed = streamsAllowed;
  }

  /**
   * Returns the rules for a module.
   *
   * @param root the module's package, such as {@code dev.weft.gateway}
   */
  public static WeftArchitecture of(String root) {
    return new WeftArchitecture(root, new String[0], false);
  }

  /**
   * Sets the packages that must not depend on frameworks; {@code ..} at the end includes all
   * subpackages.
   */
  public WeftArchitecture withDomain(String... packages) {
    return new WeftArchitecture(root, packages.clone(), streamsAllowed);
  }

  /**
   * Permits standard output, for programs that interact with people: the command line, benchmarks.
   */
  public WeftArchitecture allowStandardStreams() {
    return new WeftArchitecture(root, domain, true);
  }

  /**
   * Checks every rule.
   *
   * @throws AssertionError naming each class that violates a rule, and the reason for the rule
   */
  public void check() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    noWeaselNames().check(classes);
    noInjectionIntoFields().check(classes);
    noJavaUtilLogging().check(classes);
    noCycles().check(classes);
    if (!streamsAllowed) {
      noStandardStreams().check(classes);
    }
    if (domain.length > 0) {
      noFrameworkInDomain().check(classes);
    }
  }

  private ArchRule noWeaselNames() {
    return noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Common)(\\$.*)?")
        .because("a class is named for what it holds or does")
        .allowEmptyShould(true);
  }

  private ArchRule noInjectionIntoFields() {
    return noFields()
        .should()
        .beAnnotatedWith("jakarta.inject.Inject")
        .orShould()
        .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
        .because("constructors say what a class needs, and tests can call them")
        .allowEmptyShould(true);
  }

  private ArchRule noJavaUtilLogging() {
    return noClasses()
        .should(USE_JAVA_UTIL_LOGGING)
        .because("logs go through org.jboss.logging or System.Logger")
        .allowEmptyShould(true);
  }

  private ArchRule noStandardStreams() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("..bench..")
        .should(ACCESS_STANDARD_STREAMS)
        .because("a service logs; only programs for people print")
        .allowEmptyShould(true);
  }

  private ArchRule noCycles() {
    return slices()
        .matching(root + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("packages are stages in the data's order")
        .allowEmptyShould(true);
  }

  private ArchRule noFrameworkInDomain() {
    return noClasses()
        .that()
        .resideInAnyPackage(domain)
        .should()
        .dependOnClassesThat(resideInAnyPackage(FRAMEWORKS))
        .because("CDI, HTTP and messaging stay at the edges")
        .allowEmptyShould(true);
  }
}
