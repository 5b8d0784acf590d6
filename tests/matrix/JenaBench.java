import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.atlas.web.TypedInputStream;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.query.Syntax;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.system.Txn;
import org.apache.jena.tdb2.TDB2Factory;
import org.apache.jena.tdb2.DatabaseMgr;
import org.apache.jena.tdb2.loader.LoaderFactory;
import org.apache.jena.tdb2.loader.DataLoader;
import org.apache.jena.sparql.core.DatasetGraph;

/** Arguments: language, file, file for N-Quads, then a query's file and its answer's, each. */
public class JenaBench {
  static String version() {
    return ARQ.VERSION;
  }

  /** RIOT reads; ARQ asks the dataset in memory. */
  static void memory(String[] arguments, OutputStream out) throws Exception {
    Dataset dataset = DatasetFactory.create();
    RDFParser.source(Path.of(arguments[1]))
        .forceLang(RDFLanguages.nameToLang(arguments[0]))
        .errorHandler(ErrorHandlerFactory.errorHandlerSimple())
        .parse(dataset);
    tell(dataset, arguments);
  }

  /** The bulk loader of TDB2 fills a database on disk; its default graph is the union. */
  static void tdb2(String[] arguments, OutputStream out) throws Exception {
    Path place = Path.of(arguments[2] + ".tdb2");
    Files.createDirectory(place);
    DatasetGraph graphs = DatabaseMgr.connectDatasetGraph(place.toString());
    try {
      DataLoader loader = LoaderFactory.parallelLoader(graphs, (format, values) -> {});
      loader.startBulk();
      try {
        loader.load(arguments[1]);
        loader.finishBulk();
      } catch (RuntimeException fault) {
        loader.finishException(fault);
        throw fault;
      }
      Dataset dataset = DatasetFactory.wrap(graphs);
      dataset.begin(ReadWrite.READ);
      tell(dataset, arguments);
      dataset.end();
    } finally {
      org.apache.jena.tdb2.sys.TDBInternal.expel(graphs);
    }
  }

  private static void tell(Dataset dataset, String[] arguments) throws Exception {
    try (OutputStream file = Files.newOutputStream(Path.of(arguments[2]))) {
      RDFDataMgr.write(file, dataset, Lang.NQUADS);
    }
    Model asked =
        dataset.getDefaultModel().isEmpty() ? dataset.getUnionModel() : dataset.getDefaultModel();
    for (int i = 3; i < arguments.length; i += 2) {
      String query = Files.readString(Path.of(arguments[i]));
      try (QueryExecution execution =
              QueryExecutionFactory.create(
                  QueryFactory.create(query, Syntax.syntaxSPARQL_11), asked);
          OutputStream file = Files.newOutputStream(Path.of(arguments[i + 1]))) {
        ResultSetFormatter.outputAsJSON(file, execution.execSelect());
      }
    }
  }
}
