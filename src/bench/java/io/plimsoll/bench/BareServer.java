package io.plimsoll.bench;

import ai.onnxruntime.OrtException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** The control: the Tomcat of the service with one servlet a model and nothing else. */
final class BareServer {

    private BareServer() {}

    /** Serves the models of a repository: port, folder. */
    public static void main(String[] arguments) throws Exception {
        var repository = new Repository(Path.of(arguments[1]));
        var tomcat = new Tomcat();
        tomcat.setBaseDir(repository.folder().resolveSibling("tomcat").toString());
        var connector = new Connector();
        connector.setPort(Integer.parseInt(arguments[0]));
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxKeepAliveRequests", "-1");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        for (Workload workload : Workload.values()) {
            var graph = new Graph(repository.graph(workload), repository.fields(workload));
            Tomcat.addServlet(context, workload.model, new BareServlet(new BareModel(workload, graph)));
            context.addServletMappingDecoded(workload.path(), workload.model);
        }
        tomcat.start();
        tomcat.getServer().await();
    }

    /** One model behind one path; each thread has tensors and buffers of its own. */
    private static final class BareServlet extends HttpServlet {

        private static final long serialVersionUID = 1;

        private final transient BareModel model;
        private final transient ThreadLocal<Desk> desks;

        BareServlet(BareModel model) {
            this.model = model;
            this.desks = ThreadLocal.withInitial(() -> Desk.of(model));
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Desk desk = desks.get();
            int length = request.getInputStream().readNBytes(desk.body, 0, desk.body.length);
            desk.answer.reset();
            try {
                String requestId = model.decode(desk.body, length, desk.lane);
                desk.lane.run();
                model.encode(requestId, desk.lane, desk.answer);
            } catch (OrtException failed) {
                throw new IOException(failed);
            }
            response.setContentType("application/json");
            response.setContentLength(desk.answer.size());
            desk.answer.writeTo(response.getOutputStream());
        }
    }

    /** What one thread works with. */
    private record Desk(Lane lane, byte[] body, ByteArrayOutputStream answer) {

        static Desk of(BareModel model) {
            try {
                return new Desk(new Lane(model.graph()), new byte[16 << 10], new ByteArrayOutputStream(4 << 10));
            } catch (OrtException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
