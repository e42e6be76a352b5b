package io.plimsoll;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** The Spring application: the doors and what keeps them open. */
@SpringBootApplication(
        proxyBeanMethods = false,
        // Errors are answered in one place, at the door of Tomcat, which also sees those that Spring never meets.
        exclude = ErrorMvcAutoConfiguration.class)
class PlimsollApplication {}
