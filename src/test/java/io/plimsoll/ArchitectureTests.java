package io.plimsoll;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The package table of the design: who may import whom, and who alone touches which library. */
class ArchitectureTests {

    private static final String ROOT = "io.plimsoll";

    /** Each package with all that it may import of ours. A package that is not in here does not exist. */
    private static final Map<String, Set<String>> TABLE = table();

    /** Packages whose time has not come; remove a name when its package appears. */
    private static final Set<String> YET_TO_COME = Set.of();

    /** The packages that alone may touch a library, so that replacing it stays the affair of one. */
    @SuppressWarnings("UnusedVariable") // read by name, as the source of a parameterised test
    private static final List<Ownership> OWNERSHIPS = List.of(
            new Ownership("ONNX Runtime", Set.of("inference"), "ai.onnxruntime.."),
            new Ownership("YAML", Set.of("yaml"), "org.snakeyaml..", "org.yaml.."),
            new Ownership("who may call", Set.of("guard"), "org.springframework.security..", "com.nimbusds.."),
            new Ownership(
                    "rate limits and bulkheads", Set.of("guard"), "io.github.resilience4j..", "com.github.benmanes.."),
            new Ownership("ONNX's wire format", Set.of("graph"), "com.google.protobuf.."),
            new Ownership("S3", Set.of("store"), "software.amazon.awssdk.."),
            new Ownership("CSV", Set.of("draft"), "org.apache.commons.csv.."),
            new Ownership("the command line", Set.of("cli"), "picocli.."),
            new Ownership("meters", Set.of("observe"), "io.micrometer..", "io.prometheus.."),
            // The root package starts the web application, so it may name it too; observe says which requests it times,
            // and
            // guard who sent them.
            new Ownership(
                    "HTTP",
                    Set.of("api", "guard", "observe", ""),
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.boot.webmvc..",
                    "org.springframework.boot.web..",
                    "org.springframework.boot.tomcat..",
                    "jakarta.servlet..",
                    "org.apache.catalina..",
                    "org.apache.coyote..",
                    "org.apache.tomcat.."),
            // A request is read and its answer written by the codec alone. The others have documents of their own: the
            // format's schema, samples and manifests, records of the store, the OpenAPI page, a report, rows of data.
            new Ownership(
                    "JSON",
                    Set.of("codec", "yaml", "lifecycle", "store", "cache", "release", "observe", "draft", "api", "cli"),
                    "tools.jackson.."));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        table.put("contract", Set.of());
        table.put("compatibility", Set.of("contract"));
        table.put("yaml", Set.of("contract"));
        table.put("prediction", Set.of("contract"));
        table.put("graph", Set.of("contract"));
        table.put("codec", Set.of("contract", "prediction"));
        table.put("inference", Set.of("contract", "prediction"));
        table.put("guard", Set.of("contract", "prediction"));
        table.put("observe", Set.of("contract", "prediction"));
        table.put("routing", Set.of("contract", "prediction"));
        table.put("store", Set.of("contract"));
        table.put("cache", Set.of("contract", "store"));
        table.put("lifecycle", Set.copyOf(table.keySet()));
        table.put("release", Set.copyOf(table.keySet()));
        table.put("draft", Set.of("contract", "yaml", "graph", "store"));
        table.put("load", Set.of());
        Set<String> behindTheDoors = Set.copyOf(table.keySet());
        table.put("api", behindTheDoors);
        table.put("cli", behindTheDoors);
        return table;
    }

    static Stream<String> existingPackages() {
        return TABLE.keySet().stream().filter(name -> !YET_TO_COME.contains(name));
    }

    @Test
    void thePackagesAreThoseOfTheTable() {
        Set<String> found = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(toCollection(TreeSet::new));

        assertThat(found).containsExactlyInAnyOrderElementsOf(existingPackages().toList());
    }

    @ParameterizedTest
    @MethodSource("existingPackages")
    void aPackageImportsOnlyWhatTheTableAllows(String name) {
        String[] allowed = Stream.concat(Stream.of(name), TABLE.get(name).stream())
                .map(ArchitectureTests::qualified)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(qualified(name))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))))
                .check(CLASSES);
    }

    @Test
    void thePackagesFormNoCircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @FieldSource("OWNERSHIPS")
    void aLibraryIsTouchedByItsOwnersAlone(Ownership ownership) {
        String[] owners =
                ownership.owners().stream().map(ArchitectureTests::qualified).toArray(String[]::new);

        noClasses()
                .that(not(resideInAnyPackage(owners)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(ownership.packages()))
                .check(CLASSES);
    }

    /** The command line and the verifying child run before Spring, and all that they need with them. */
    @ParameterizedTest
    @MethodSource("packagesWithoutSpring")
    void theModelPathIsBuiltWithoutSpring(String name) {
        noClasses()
                .that()
                .resideInAPackage(qualified(name))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CLASSES);
    }

    static Stream<String> packagesWithoutSpring() {
        return Stream.of(
                "contract",
                "prediction",
                "graph",
                "codec",
                "inference",
                "routing",
                "store",
                "cache",
                "lifecycle",
                "draft",
                "load",
                "cli");
    }

    /** Mapping objects costs a map a request, and Jackson's leniency; the request path reads and writes a stream. */
    @Test
    void theRequestPathStreamsItsJson() {
        noClasses()
                .that()
                .resideInAPackage(qualified("codec"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson.databind..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineWritesToStandardOutputOrEndsTheProcess() {
        noClasses()
                .that(resideOutsideOfPackage(qualified("cli")).and(resideOutsideOfPackage(ROOT)))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .check(CLASSES);
    }

    private static String qualified(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }

    /** A library, and the packages that alone may depend on it; the empty name is the root package. */
    private record Ownership(String library, Set<String> owners, String... packages) {

        @Override
        public String toString() {
            return library;
        }
    }
}
