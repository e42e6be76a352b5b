package io.plimsoll;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** The Spring application: the doors and what keeps them open. */
@SpringBootApplication(
        proxyBeanMethods = false,
        exclude = {
            // Errors are answered in one place, at the door of Tomcat, which also sees those that Spring never meets.
            ErrorMvcAutoConfiguration.class,
            // It would make a user with a password that nothing asks for.
            UserDetailsServiceAutoConfiguration.class
        })
class PlimsollApplication {}
