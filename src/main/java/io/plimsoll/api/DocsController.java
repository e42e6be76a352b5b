package io.plimsoll.api;

import java.net.URI;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page to read about the models and to try them; it needs no other host and lets none be asked. */
@RestController
class DocsController {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @GetMapping("/")
    ResponseEntity<Void> start() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("docs"))
                .build();
    }

    @GetMapping(path = "/docs", produces = "text/html;charset=utf-8")
    ResponseEntity<Resource> page() {
        return file("docs.html");
    }

    @GetMapping(path = "/docs/docs.css", produces = "text/css;charset=utf-8")
    ResponseEntity<Resource> styles() {
        return file("docs.css");
    }

    @GetMapping(path = "/docs/docs.js", produces = "text/javascript;charset=utf-8")
    ResponseEntity<Resource> script() {
        return file("docs.js");
    }

    private static ResponseEntity<Resource> file(String name) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(new ClassPathResource(name, DocsController.class));
    }
}
